"""Words of everyday life that no learner of a field needs for a question about it.

Most words that no entry has are only how somebody tells a thing. These tell that something else is asked: who wants to "rent a
flat in Munich" asks for no salary there. For an entry that has one it counts as others do, but tells nothing by itself. Names of
places and of relatives are left out: who tells where they live or whom they care for asks about their plan.
"""

from search.terms import longest, words

_WORDS = """
accommodation acne actor actress afternoon airbnb airline airplane airport album alcohol alimony allergy almond
alquiler aluguel ambulance angel animal anime aniversário ankle anniversaire anniversary ant anthem antibiotic
apartamento apartment appetite apple appliance apricot aquarium arm arsenal arthritis asparagus asthma astrology
astronaut attorney aunt autumn avengers avocado babysitter bachelorette backpacking bacon bahnhof bake bakery balcony
bald ballet banana band bandage bandaid banjo barbecue baseball basement basil basketball bath bathroom bathtub batman
beach bean beard beatles bed bedroom bedtime bee beef beefsteak beer beet beethoven belly belt bet beyonce bible
bicicleta bicycle bike bikini bill billi bird birthday biscuit bladder blanket blazer bleach bleeding blender blink
blister blood bloodpressure blossom blouse blueberry bluetooth boarding boat boda boil boiled boiler bollywood bone
bonnet boot bottle bouquet bowl boyfriend bra bracelet braces braid brake brandy bread breakfast breakup breastfeeding
brewery bride bridesmaid broccoli bronchitis broom broth bruise brunch budgie buffet building bumper burger burglar
burp burrito bus butter butterfly cabbage cachorro cactus cafe cake calf calligraphy calorie camel camping campsite
candle candy cannabis canoe canyon capital capitale cappuccino car caravan carburetor carpet carpool carro carrot
cartoon carve casamento cash cashew casino castle cat cauliflower ceiling celebrity celery cereal chair champagne
championship chaussures checkers cheek cheese cheesecake cheetah chelsea cherries chess chest chew chick chicken
chickpea chien chimney chin chocolate choir cholesterol christmas church cider cigarette cinema cinnamon clam clap
clarinet clima clinic clogged closet clothes clothing clutch coast coat coche cocina cockroach cocktail coconut coffee
cold colony comedian comedy comet compost concert conditioner condo congress constipation continent contraception
cookie cooking coral coriander corn cottage cotton couch cough coughing coupon courtroom cousin cow cozinha crab cramp
crib cricket crime criminal crochet crocheting crow cruise crush cucumber cuisine cumin cumpleaños cup cupboard curfew
currency curry curtain custody cyclist daisy dance dancing dandruff dark dating daycare dealer deer delicious denim
dentist dentista dentiste deodorant deposit desert despacito dessert detergent devil diabetes diamond diaper diarrhea
diesel diet dinner dinosaur dish dishwasher disney dive diving divorce diwali dizzy dog doll dolphin domino donkey
door dough downtown drama drawer dream dress drill drum drummer drunk dryer drywall duck duke dumpling dusty duvet
dynasty eagle ear earring earthquake easter eat eating ebay eclipse eczema egg eggplant einstein election electrician
elephant elevator elk elvis embassy embroidery emerald emperor engagement espresso essen euro everyone eviction ex eye
eyebrow eyelid eyeliner fahrrad faint fairy fan farm fart fashion fat faucet fence ferry fertilizer festival fever
fiance fiancee fiesta fifa film finger fire firework fish fishing fitness fjord flat flatmate flea flight flood floor
flour flower flu flute fly foot football forehead forgive fork fortnite fox fracture freeway freezer freezing fridge
fried frog fruit fuel funeral furniture futbol futebol fußball gaadi galaxy gamer garage garden garlic gas gasoline
gato gearbox geburtstag gerbil ghar gift gin ginger giraffe girlfriend glacier glove goalie goalkeeper goat god
godfather godmother gold goldfish golf gondola goose gorilla gossip government grammy grandfather grandma grandmother
grandpa grandson granola grape grass gravy grill grilled grocery groom grout guitar guitarist gum gutter gym gâteau
hair haircut halloween ham hamlet hammer hamster handball hangover hanukkah harvest hat haunted hauptstadt hawaii hawk
hazelnut hbo headache headlight headphone heater heatwave heaven hedge heel helicopter helmet hen hiccup highway hike
hiking hip hippo hitchhike hitler hochzeit hockey hogwarts hole hollywood homework honey honeymoon hoodie hornet
horoscope horse hospital hostel hotdog hotel house housing humid hund hurricane hurt ibuprofen icecream immune
influenza ingredient inheritance injured injury insomnia insulation iphone iron ironing island itch itching itchy
itinerary jacket jail jam japanese jar jaw jean jelly jellyfish jetlag jewel jewelry jogging joke juggle juice jungle
jury kale kangaroo karaoke karate katze kayak kebab ketchup kettle keyring khana kidney kindergarten king kiraya kiss
kitchen kite kitten kiwi knee knife knit knitting koala kochen kopfschmerzen kuchen kutta ladder lagoon lakers lamb
lamp landlord lasagna latte laugh laundry law lawn lawnmower lawsuit leak leaking lease leather leek lemon lemonade
lentil leopard lettuce lid lightbulb lily lip lipstick lisa liver lizard loan lobster lotion lottery lotto loud love
loyer luggage lullaby lunch lung lyric madonna mailbox makeup mall mango manicure marathon mariage marina mario
marriage married marry marvel mascara massage mattress mausam mayonnaise mayor meal meat meatball mechanic medecin
meditate meditation melody melon menu mermaid meteo metro mice microwave miete migraine milk minecraft minister mitten
moisturizer moldy mona monarchy money monkey monopoly moon moonlight moose mop moped morning mortgage mosque mosquito
motel moth motorbike motorcycle motorway mould mountain mouse moustache movers movie movies mozart muddy mug mulch
mule murder murdered muscle museum mushroom mustache mustard nail naked nap napkin napoleon nausea nba neck necklace
necktie neighbor nephew netflix newspaper nfl niece night nightclub nightmare nintendo noodle nose notary nut oatmeal
ocean oclock octopus odometer ointment olive olympic omelette onion opera orchard orchestra orchid origami oscar otter
oven ovulation owl oyster pacifier paint painted painter painting pajamas palace palm pan pancake panda pants
paracetamol parade parakeet parcel park parking parliament parrot parsley party passport pasta pastel pastry paypal
peach peanut pear pecan pedicure penguin pension pepper perfume perro peru pet petrol pharaoh pharmacy piano picasso
picnic pie pig pigeon pilates pill pillow pimple pineapple piso pistachio pizza plage plane planet plant plastic plate
platinum playa playground playstation plough plum plumber plumbing poem poet pokemon poker police politics pomegranate
pony ponytail pool popcorn pope pork postage postcard pot potato pothole potter pottery praia pray prayer president
priest prime princess printer prison prom psoriasis pub pumpkin puppy purse pushups pyramid quarterback queen
quesadilla quilt quinoa quran rabbit radiator radish rain rainbow raisin ramadan ramen rap rapper rash raspberry rat
razor receita receta recette recipe reef referee refrigerator refund reise rent rental resort restaurant revolution
rezept rhino rhyme rib rice rihanna ringtone rinse river roast roasted robbery roblox romance romantic roof room
roommate rooster rose rosemary roulette rug rugby rum running rusty saddle sailboat sailing saint salad salmon salon
salt sandal sandwich sapatos saturday sauce sausage saxophone scar scarf schuhe scooter scrabble scream screensaver
screwdriver scrub sculpture sea seafood seal seedling sell senate senator sew sewing sex shaadi shakespeare shampoo
shark shave shaving sheep shelf shirt shoe shop shopping shorts shoulder shower shrimp sick sightseeing silk sing
singer singing sink sitcom skate skateboard skating ski skiing skin skincare skirt sky sledding sleep sleeping sleeve
slippers slug smelly smoke smoking snack snail snake snap snapchat sneakers sneeze sneezing snore snoring snorkel snow
snowboard snowboarding soak soccer sock sofa soldier song sore soup souvenir spaceship spaghetti speeding spice spider
spinach spine spoon sprain spring squat squirrel stadium stain stair stamp steak steamed stepfather stepmother
steuererklarung stew sticky stink stinky stomach stove straw strawberry street striker stripe stroller subscription
subway sudoku sugar suit suitcase summer sun sunbathe sunburn sunday sunflower sunglasses sunrise sunscreen sunset
superhero supermarket supper surf surfboard surfing surgeon surgery sushi swan sweater sweep swelling swim swimming
swimsuit swollen syrup taco tale tallest tan tap tarot taste tasty tattoo tax taxes taxi tea teapot teeth telephone
temple tempo tenancy tenant tennis tent tequila termite testament thanksgiving theater theatre thief thigh thriller
throat thumb thunder thyme tick ticket tide tie tiger tile timetable tire toad toast toaster toddler toe tofu toilet
toll tomato tonight tooth toothache toothbrush toothpaste toothpick tortoise tourist tournament towel toy tractor
traffic trailer tram treadmill trophy trouser truck trumpet tulip tummy tuna turkey turmeric turnip turtle tuxedo tyre
uber uefa ukulele umbrella uncle unclog underwear unicorn urlaub urlaubsziel vaccine vacuum valentine vampire van
vanilla veal vegan vegetable vegetarian velvet venus viagem viaje villain vinegar vineyard violin virus vitamin vodka
voiture vol volcano volleyball vomit vomiting voo vows voyage vuelo vélo waffle wallet wallpaper walnut war wardrobe
wart washing wasp waterfall watermelon wear weather weave wedding weed weekend wetter whale wheel wheeze whiskey
whistle whittle wig wildlife wimbledon wind windscreen windshield wine winery wink winter wipe witch wizard wohnung
wolf woman wood wooden wool workout worldcup worm wound wrinkle wrist xbox yacht yard yawn yeast yell yoga yoghurt
yogurt zahnarzt zapatos zebra zelda zodiac zombie zoo zucchini
"""
_TOGETHER = """
bank account, best friend, board game, broken arm, broken leg, credit card, driving license, fall asleep, first date,
flat tire, full moon, gain weight, gift card, good night, hair loss, happy birthday, high school, id card, last name,
light is on, lose a cold, lose weight, meaning of life, meaning of the name, moving company, near me, neck pain, new
city, new year, old car, old phone, opening hours, phone plan, phone screen, post office, public holiday, real estate,
sci fi, second hand, sim card, sore throat, speed of light, time difference, train ticket, train times, used car,
video game, world record
"""
"""What words of the field make together that alone could be asked here."""
_KNOWN = [*(form for word in _WORDS.split() for form in (word, f"{word}es")), *_TOGETHER.split(",")]
EVERYDAY = frozenset(" ".join(words(name)) for name in _KNOWN)
LONGEST_EVERYDAY = longest(EVERYDAY)
"""The length in words of the longest of these."""
