"""Everyday words of German, Spanish, French, Portuguese and Hindi, and what they are in English.

Entries are in English. Who asks in another language is understood as far as these words and the aliases of entries go;
who asks in English is not slowed by them, since they lead one way only. A word that English has too is left out.
"""

from collections.abc import Mapping

MEANT = """
learn = lernen lerne aprender aprendo apprendre sikhna sikhne seekhna seekhne सीखना सीखने lern lernt aprenda aprendi
learn = estudiar estudio estudar estudo etudier etudie padhna padhai padhe padhu seekhu sikhu seekhe sikhe seekho
learn = sikho पढ़ना
start = anfangen anfange fange beginnen empezar empiezo comenzar comienzo commencer commence comecar comeco shuru शुरू
start = loslegen einsteigen einstieg debuter debute iniciar inicio suru shuruat
long = lange tiempo temps tempo samay
take = dauert dauern tarda demora prend lagega lagta लगेगा लगता tardo demorar duree
salary = verdienen verdient verdiene gana ganar gano gagne gagner ganha ganhar ganho kamai vetan सैलरी वेतन bezahlung
salary = vergutung einkommen verdienst pagan pagado paye remuneration remuneracao kamate kamata tankhwah
book = buch bucher libro libros livre livres livro livros kitab किताब
course = kurs kurse curso cursos cours कोर्स formation formacion formacao
language = sprache sprachen programmiersprache lenguaje lenguajes langage langages linguagem linguagens bhasha भाषा
degree = studium abschluss titulo universidad universitario diplome universite diploma faculdade डिग्री studieren uni
degree = hochschule licenciatura carrera graduacao
math = mathe mathematik matematicas matematica mathematique ganit गणित मैथ rechnen
bad = schlecht malo mala nul nulle mauvais ruim kamzor bura कमजोर
job = stelle arbeit trabajo empleo emploi travail emprego trabalho naukri नौकरी beruf puesto poste vaga vagas
job = naukriyan
interview = vorstellungsgesprach entrevista entrevistas entretien साक्षात्कार इंटरव्यू
project = projekt projekte proyecto proyectos projet projets projeto projetos प्रोजेक्ट projekten
data = daten datos donnees dados डेटा
model = modell modelle modelo modelos modele modeles मॉडल
error = fehler fehlermeldung erreur erreurs erro galti गलती एरर
week = woche wochen semana semanas semaine semaines hafta हफ्ता सप्ताह hafte
step = schritt schritte paso pasos etape etapes passo passos कदम चरण
free = kostenlos gratis gratuit gratuito gratuita muft मुफ्त फ्री umsonst gratuits gratuitos gratuitas
difference = unterschied diferencia diferenca antar farak fark अंतर फर्क
behind = zuruckgefallen ruckstand atrasado atrasada atrase retard peeche piche पीछे hinterher rattraper nachholen
behind = aufholen recuperar
tired = mude cansado cansada fatigue cansaco thak थक erschopft ausgebrannt agotado epuise esgotado
laptop = rechner ordenador portatil ordinateur computador लैपटॉप
old = viejo vieja vieux vieille velho velha budha उम्र
machine learning = मशीन लर्निंग
engineer = ingenieur ingenieurin ingeniero ingeniera engenheiro engenheira इंजीनियर ingenieure ingenieurs ingenieros
engineer = engenheiros ingenieria
miss = verpasst verpasse verpassen manque manquer chhoot chhut perdido faltei
hour = stunde stunden hora horas heure heures ghanta ghante घंटे घंटा
month = monat monate monaten meses mois mahina mahine महीने
year = jahr jahre jahren anos annee annees saal साल
build = bauen baue erstellen construir crear construire criar banau banaye banaun banane बनाना
program = programmieren programmierung programar programacion programacao programmation
beginner = anfanger anfangerin einsteiger principiante principiantes debutant debutants iniciante iniciantes
question = frage fragen pregunta preguntas pergunta perguntas sawal सवाल
answer = antwort antworten respuesta respuestas reponse reponses resposta respostas jawab जवाब
example = beispiel beispiele ejemplo ejemplos exemple exemples exemplo exemplos udaharan उदाहरण
group = gruppe lerngruppe grupo groupe samuh
help = hilfe helfen ayuda ayudar aide aider ajuda ajudar madad मदद
company = firma firmen unternehmen empresa empresas entreprise entreprises
experience = erfahrung erfahrungen experiencia anubhav अनुभव
resume = lebenslauf curriculo biodata
apply = bewerbung bewerben bewerbe postular postuler candidatura candidature
train = trainieren entrenar entrainer treinar
training = entrenamiento entrainement treinamento treino
test = prueba pruebas testen pariksha
split = aufteilen aufteilung trennen dividir separar diviser separer
prepare = vorbereiten vorbereitung preparar preparacion preparacao preparer preparation taiyari tayari तैयारी
choose = wahlen auswahlen elegir choisir escolher
improve = verbessern mejorar ameliorer melhorar
change = wechseln wechsel umsteigen cambiar mudar badalna
first = zuerst erste ersten erster primero primera premier premiere primeiro primeira pehla pehle पहला पहले
next = danach nachste nachsten siguiente despues suivant ensuite proximo depois agla baad
buy = kaufen comprar acheter kharidna kharidu
stuck = hangengeblieben festgefahren atascado atascada bloque travado atak
forget = vergessen vergesse olvidar olvido oublier oublie esquecer esqueco bhool
hard = schwer schwierig dificil difficile mushkil कठिन मुश्किल
easy = einfach leicht facil facile aasan आसान
word = wort worter palabra palabras mot mots palavra palavras shabd
image = bild bilder imagen imagenes imagem imagens chitra
graphics card = grafikkarte
stage = etapa etapas etape etapes stufe stufen charan
motivation = motivacion motivacao prerna
ai = ia
late = spat tarde tard
"""
"""One English name, then what it is elsewhere, as it is spelt without accents; a name with many takes several lines."""

SMALL = """
ab aber als auch auf aus bei bin brauche brauchen braucht das dem den der des du ein eine einen es etwas fur gibt habe
hat ich ist kann konnen lohnt machen man mein meine mich mir muss nach noch oder sich sind soll sollte und uber von
warum was welche welchen welcher welches wenn wie viel viele wird wo wofur womit woran zu zum zur zwischen al como con
cual cuales cuando cuanta cuantas cuanto cuantos de del donde el ella en entre esta este esto estoy hace hacer hago
hay la las lo los me mejor mi mucho muy necesito necesita o para pero por porque puedo que quiero se ser si soy su
sobre tengo tarda un una y yo au aux avec ca combien comment cela dans dois elle est et etre fait faire faut il ils je
le les leur ma mes mieux mon n ne ou par pas peux plus pour pourquoi puis qu quand quel quelle quelles quels qui quoi
sert suis sur tu une veux ao as com da devo do dos e ela ele essa esse estou eu fazer fica isso ja mais melhor meu
minha muito na nao nas nos onde os pela pelo pode posso pra preciso precisa qual quais quando quanta quanto quantos
quero sao sem seu sou tenho tem um uma vale aur bata batao chahie chahiye chahta hai hain hi ho hota hoti hu hum hun
ka kab kahan kaise kare karna karne karo karoon karte karu karun kaun kaunsa kaunsi ke ki kis kitna kitne kitni ko kya
kyu kyun liye mai main mera mere meri mujhe nahi pe sakta sakte sakti tha toh wala ya ye yeh zaruri zaroori और का की
के को से में है हैं क्या क्यों कैसे कहाँ कहां कब कौन कितना कितनी कितने मुझे मैं मेरा मेरी होता होती हो करें करूँ करूं
करना चाहिए चाहिये लिए पर या ये यह वह जरूरी नहीं सकता सकते abhi agar bahut baare bhi bina bola bolo chaiye deta dega
diya fir gaya gaye gayi hogi hoga hona hone honge isko iska jaise kaha kahaan kaisa kaisi karenge kidhar kisi kr krna
krne krte krun kuch lekin lena leke milega milegi milta milte milti nahin nhi phir raha rahe rahi rha rhi saath samajh
samjha samjhao samjhaye sab sabse sirf uska usko wale wali yaar zyada अब अगर लेकिन बहुत सब कुछ समझाओ भी alle alles
beim bekomme bekommt bis dann dass dein deine denn dich die dir doch durch eigentlich erklar erklare erklaren
erklarung erklart euch gegen geht gerade hatte immer jetzt kein keine keinen konnte mal mehr meinen meiner mochte
musste nicht nie nur ob ohne schon sehr sie uns unter vom weil weniger werde werden wieder wir wurde zwei aun bien
cada dame debe debo desde dime entonces eso estos explica explicame explicar hasta hola mas menos nada pueden puede
sabe saber sin solo sus tambien tiene todo todos tras tus va voy alors apres avant avoir beaucoup cet cette chez deja
deux doit donc encore expliquer explique explication faites jamais meme moi moins nous peu peut pouvez sans sommes
sont toujours tous tout tres trop veut vous agora ainda alguem ate bem deve entao faco faz foi isto mesmo muita nunca
numa podem quer quem sempre sua tambem ter tudo vai voce vou demasiado demasiada demais bahot assez bastante
arbeiten bosser trabajar trabalhar travailler entrar entrer area possivel possible posible cest jai
"""
"""Words that hold a question together."""


def english() -> Mapping[str, tuple[str, ...]]:
    """For each word its English name."""
    found: dict[str, tuple[str, ...]] = {}
    for line in MEANT.strip().splitlines():
        name, _, elsewhere = line.partition(" = ")
        for word in elsewhere.split():
            found[word] = (*found.get(word, ()), name)
    return found
