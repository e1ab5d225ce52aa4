"""Words of everyday life that no learner of a field needs for a question about it.

Most words that no entry has are only how somebody tells a thing. These tell that something else is asked: who wants to "rent a
flat in Munich" asks for no salary there. One that an entry has counts as others do, but tells nothing by itself.
"""

from search.terms import words

_WORDS = """
accommodation acne actor actress afternoon airbnb airline airplane airport album alcohol alimony allergies allergy
almond alquiler aluguel ambulance animal anime ankle anniversary antibiotic ants apartamento apartment appetite apple
appliance aquarium arm arthritis asparagus asthma astronaut avocado babysitter bachelorette backpacking bacon bake
bakery balcony bald ballet banana band bandage bandaid banjo barbecue baseball basement basil basketball bath bathroom
bathtub batman beach bean beard bed bedroom bee beef beefsteak beer beers bet bicycle bike bill bird birthday biscuit
blanket bleach bleeding blood bloodpressure blouse blueberry bluetooth boat boda boil bollywood bone boot bottle
bouquet boyfriend bracelet braces braid brake brandy bread breakfast breakup breastfeeding brewery bride bridesmaid
broccoli bronchitis broom bruise brunch budgie buffet building bumper burger burglar burrito bus butter cabbage cactus
cafe cake calligraphy calorie camping campsite candle candy cannabis canoe canyon capital cappuccino car caravan
carburetor carpet carpool carro carrot cartoon casamento cash cashew casino castle cauliflower ceiling celebrity
cereal chair champagne championship cheese cheesecake chew chicken chickpea chimney chocolate choir cholesterol
christmas church cider cigarette cinema cinnamon clarinet clima clothes clothing coat coche cocina cocktail coconut
coffee compost concert conditioner condo congress constipation contraception cookie cooking coral coriander corn
cottage courtroom cousin cow cozinha cramps crib cricket crochet cruise cucumber cuisine cup cupboard curfew curry
curtain custody cyclist dance dancing dandruff dating daycare deodorant desert despacito dessert detergent diabetes
diamond diaper diarrhea diesel diet dinner dinosaur dish dishwasher dive diving divorce dizzy dog doll dolphin door
downtown drama dress drum drunk dryer drywall duck dumpling ear earring earthquake easter eat eating ebay eczema egg
eggplant election elephant elevator embassy embroidery engagement espresso essen euro everyone eviction ex eye eyebrow
eyeliner fairy farm fashion fat faucet fence ferry fertilizer festival fever fiance fiancee fiesta film fire firework
fish fishing fitness fjord flat flatmate flea flight flood floor flower flu flute fly foot football forgive fork
fracture fridge fried frog fruit fuel funeral furniture futbol futebol fußball gaadi garage garden garlic gas gasoline
gearbox ghar gift gin ginger girlfriend glacier glove goalkeeper godfather godmother gold goldfish golf gondola gossip
government grammy granola grape grass grill groceries grocery groom grout guitar gutter gym haircut ham hammer hamster
handball hangover harvest hat hazelnut headphone headphones hedge helicopter helmet hike hiking hitchhike hochzeit
hockey hollywood homework honey honeymoon hoodie horoscope horse hospital hostel hotdog hotel house housing hurt hurts
ibuprofen icecream immune influenza ingredient inheritance insulation iphone island itch itchy itinerary jacket jail
jam japanese jeans jelly jetlag jewelry joke juice karaoke karate kayak kebab ketchup keyring khana kindergarten king
kiraya kitchen kite kitten knee knife knit kochen kopfschmerzen ladder lagoon lamb lamp landlord lasagna latte laundry
law lawn lawnmower leak leaking lease leather lemon lemonade lentil lettuce lightbulb lip lipstick lisa liver lizard
loan lotion lottery lotto love loyer luggage lullaby lunch lung lyric makeup mall mango manicure marathon mariage
marina marriage married marry mascara massage mattress mausam mayonnaise meal meat meatball medecin meditate
meditation menu mermaid meteo metro microwave miete milk minecraft minister moisturizer mona money moon morning
mortgage mosque mosquito motel motorbike motorcycle mould mountain moustache movie mulch murder muscle museum mushroom
mustache mustard nausea necklace neighbor neighbour newspaper night nightclub noodle nose notary nut oatmeal ocean
oclock odometer ointment olive olympic omelette onion opera orchard orchestra orchid origami oscar ovulation pacifier
painted painting palace pancake pants paracetamol parade parakeet parcel park parking parliament parrot parsley party
passport pasta pastry paypal peach peanut pear pedicure pension pepper perfume peru pet petrol piano picnic pie pig
pill pimple pineapple piso pizza plane planet plant plants playground playstation plough plumbing poem poker politics
ponytail pool popcorn pork postage potato pothole pottery president prime printer prison prom psoriasis pub pumpkin
puppy purse queen quesadilla quilt quinoa rabbit rain rainbow ramen rap rash raspberry rat razor receita receta
recette recipe reef refrigerator refund rent rental restaurant rezept rice ringtone river robbery romance romantic
roof room roommate roulette rugby rum running saddle sailboat sailing salad salmon salon salt sandal sandwich saturday
sauce sausage saxophone scarf screensaver screwdriver sculpture sea seafood seedling sell senate sex shaadi shampoo
shark shave shaving sheep shelf shirt shoe shoes shop shopping shorts shoulder shower shrimp sink sitcom skate ski
skiing skin skincare skirt sky sleeve smoke smoking snack snapchat sneakers sneeze sneezing snore snoring snorkel snow
snowboard soccer sock sofa soldier song soup souvenir spaceship spaghetti speeding spice spider spinach spoon sprain
squat stadium stair steak stepmother steuererklarung stew stomach stove strawberry street stripe stroller subscription
subway sugar suit suitcase summer sun sunbathe sunburn sunday sunglasses sunscreen sunset superhero supermarket supper
surf surfboard sushi sweater swim swimming swimsuit taco tallest tan tap tattoo tax taxi tea teapot teeth telephone
temple tempo tenant tennis tent tequila testament theater theatre throat ticket tide tie timetable tire tires toad
toast toe tofu toilet toll tomato tonight tooth toothache toothbrush toothpaste tourist towel toy tractor traffic
trailer tram trouser truck trumpet tulip tuna turkey turmeric turtle tyre uber ukulele umbrella underwear unicorn
urlaubsziel vaccine vacuum valentine vampire van vegan vegetable vegetarian vinegar vineyard violin virus vitamin
vodka voiture volcano volleyball vomit vows waffle wallet wallpaper walnut war wardrobe wars wart washing waterfall
watermelon wear weather wedding weed weekend wetter whale wheel wheeze whiskey wig wildlife wind windshield wine
winery winter witch wizard wohnung wolf woman workout worldcup wound wrinkle xbox yacht yard yoga yoghurt yogurt zebra
zodiac zombie zoo zucchini
"""
EVERYDAY = frozenset(words(" ".join(f"{word} {word}es" for word in _WORDS.split())))
