"""Everyday words of German, Spanish, French, Portuguese and Hindi, and what they are in English.

Entries are in English. Who asks in another language is understood as far as these words and the aliases of entries go;
who asks in English is not slowed by them, since they lead one way only. A word that English has too is left out.
"""

from collections.abc import Mapping

MEANT = """
learn = lernen lerne aprender aprendo apprendre sikhna sikhne seekhna seekhne सीखना सीखने
start = anfangen anfange fange beginnen empezar empiezo comenzar comienzo commencer commence comecar comeco shuru शुरू
long = lange tiempo temps tempo samay
take = dauert dauern tarda demora prend lagega lagta लगेगा लगता
salary = verdienen verdient verdiene gana ganar gano gagne gagner ganha ganhar ganho kamai vetan सैलरी वेतन
book = buch bucher libro libros livre livres livro livros kitab किताब
course = kurs kurse curso cursos cours कोर्स
language = sprache sprachen programmiersprache lenguaje lenguajes langage langages linguagem linguagens bhasha भाषा
degree = studium abschluss titulo universidad universitario diplome universite diploma faculdade डिग्री
math = mathe mathematik matematicas matematica mathematique ganit गणित मैथ
bad = schlecht malo mala nul nulle mauvais ruim kamzor bura कमजोर
job = stelle arbeit trabajo empleo emploi travail emprego trabalho naukri नौकरी
interview = vorstellungsgesprach entrevista entrevistas entretien साक्षात्कार इंटरव्यू
project = projekt projekte proyecto proyectos projet projets projeto projetos प्रोजेक्ट
data = daten datos donnees dados डेटा
model = modell modelle modelo modelos modele modeles मॉडल
error = fehler fehlermeldung erreur erreurs erro galti गलती एरर
week = woche wochen semana semanas semaine semaines hafta हफ्ता सप्ताह
step = schritt schritte paso pasos etape etapes passo passos कदम चरण
free = kostenlos gratis gratuit gratuito gratuita muft मुफ्त फ्री
difference = unterschied diferencia diferenca antar farak fark अंतर फर्क
behind = zuruckgefallen ruckstand atrasado atrasada atrase retard peeche piche पीछे
tired = mude cansado cansada fatigue cansaco thak थक
laptop = rechner ordenador portatil ordinateur computador लैपटॉप
old = viejo vieja vieux vieille velho velha budha उम्र
machine learning = मशीन लर्निंग
engineer = ingenieur ingenieurin ingeniero ingeniera engenheiro engenheira इंजीनियर
"""
"""One English name, then what it is elsewhere, as it is spelt without accents."""

SMALL = """
ab aber als auch auf aus bei bin brauche brauchen braucht das dem den der des du ein eine einen es etwas fur gibt habe
hat ich ist kann konnen lohnt machen man mein meine mich mir muss nach noch oder sich sind soll sollte und uber von
warum was welche welchen welcher welches wenn wie viel viele wird wo wofur womit woran zu zum zur zwischen al como con
cual cuales cuando cuanta cuantas cuanto cuantos de del donde el ella en entre esta este esto estoy hace hacer hago hay
la las lo los me mejor mi mucho muy necesito necesita o para pero por porque puedo que quiero se ser si soy su sobre
tengo tarda un una y yo au aux avec ca combien comment cela dans dois elle est et etre fait faire faut il ils je le les
leur ma mes mieux mon n ne ou par pas peux plus pour pourquoi puis qu quand quel quelle quelles quels qui quoi sert suis
sur tu une veux ao as com da devo do dos e ela ele essa esse estou eu fazer fica isso ja mais melhor meu minha muito na
nao nas nos onde os pela pelo pode posso pra preciso precisa qual quais quando quanta quanto quantos quero sao sem seu
sou tenho tem um uma vale aur bata batao chahie chahiye chahta hai hain hi ho hota hoti hu hum hun ka kab kahan kaise
kare karna karne karo karoon karte karu karun kaun kaunsa kaunsi ke ki kis kitna kitne kitni ko kya kyu kyun liye mai
main mera mere meri mujhe nahi pe sakta sakte sakti tha toh wala ya ye yeh zaruri zaroori और का की के को से में है हैं
क्या क्यों कैसे कहाँ कहां कब कौन कितना कितनी कितने मुझे मैं मेरा मेरी होता होती हो करें करूँ करूं करना चाहिए चाहिये लिए
पर या ये यह वह जरूरी नहीं सकता सकते
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
