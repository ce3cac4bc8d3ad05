package nlu

import (
	"maps"
	"strings"
	"sync"
)

// builtInList returns some values of a built-in type and the number of words of
// the longest. The lists are short: they only let an utterance with a well-known
// value win over other readings. Any text is accepted.
func builtInList(l *language, name string) (map[string]bool, int) {
	list := make(map[string]bool)
	switch name {
	case "AMAZON.DayOfWeek":
		addKeys(list, l.weekdays)
	case "AMAZON.Month":
		addKeys(list, l.months)
	default:
		for _, names := range lists {
			if names.types[name] {
				list = maps.Clone(names.values())
			}
		}
	}
	longest := 0
	for phrase := range list {
		longest = max(longest, len(newText(phrase, "").words))
	}
	return list, longest
}

func addKeys(list map[string]bool, phrases map[string]int) {
	for phrase := range phrases {
		list[phrase] = true
	}
}

// lists are the built-in lists, in English; the names of people and places are
// much the same in other languages.
var lists = []struct {
	types  map[string]bool
	values func() map[string]bool
}{
	{types("FirstName US_FIRST_NAME GB_FIRST_NAME DE_FIRST_NAME"), valuesOf(`
		adam, alan, albert, alex, alexander, alice, amanda, amy, andrea, andreas, andrew, angela, anna, anne, anthony,
		antonio, ashley, barbara, ben, benjamin, betty, bob, brian, carl, carlos, carol, charles, charlotte, chris,
		christian, christine, christopher, claire, claudia, daniel, david, deborah, diana, donald, dorothy, edward,
		elena, elizabeth, ella, emily, emma, eric, erik, eva, felix, fiona, francesca, francisco, frank, george,
		giovanni, giulia, grace, hannah, harry, heather, helen, henry, ian, isabel, jack, jacob, james, jane, janet,
		jason, javier, jean, jennifer, jessica, jim, joan, joe, johanna, john, jonas, jonathan, jose, joseph, joshua,
		juan, julia, julie, karen, kate, katherine, kevin, kim, larry, laura, lena, leon, leonard, linda, lisa, louis,
		lucas, lucy, luis, luke, marco, margaret, maria, marie, mario, mark, martha, martin, mary, matt, matthew, max,
		megan, michael, michelle, miguel, mike, mohammed, nancy, nicholas, nicole, noah, oliver, olivia, oscar, pablo,
		patricia, patrick, paul, pedro, peter, philip, pierre, rachel, rebecca, richard, rita, robert, roger, ronald,
		rosa, ruth, ryan, sam, samantha, samuel, sandra, sara, sarah, scott, sebastian, sharon, simon, sofia, sophia,
		sophie, stefan, stephen, steve, steven, susan, theo, theresa, thomas, tim, tom, tony, victoria, walter, william`)},
	{types("City US_CITY EUROPE_CITY AT_CITY DE_CITY GB_CITY"), valuesOf(`
		amsterdam, athens, atlanta, austin, baltimore, bangalore, bangkok, barcelona, beijing, berlin, birmingham,
		bologna, bordeaux, boston, brussels, budapest, buenos aires, cairo, cape town, charlotte, chicago, cologne,
		copenhagen, dallas, delhi, denver, detroit, dresden, dubai, dublin, düsseldorf, edinburgh, el paso, florence,
		fort worth, frankfurt, geneva, glasgow, graz, hamburg, hanover, helsinki, hong kong, honolulu, houston,
		indianapolis, istanbul, jacksonville, johannesburg, kansas city, las vegas, leeds, leipzig, lima, lisbon,
		liverpool, london, los angeles, lyon, madrid, manchester, marseille, melbourne, memphis, mexico city, miami,
		milan, milwaukee, minneapolis, montreal, moscow, mumbai, munich, naples, nashville, new delhi, new orleans,
		new york, new york city, nice, nuremberg, oslo, oxford, palermo, paris, philadelphia, phoenix, pittsburgh,
		portland, porto, prague, rio de janeiro, rome, sacramento, salt lake city, salzburg, san antonio, san diego,
		san francisco, san jose, santiago, sao paulo, seattle, seoul, seville, shanghai, singapore, st louis,
		stockholm, strasbourg, stuttgart, sydney, tampa, tel aviv, tokyo, toronto, toulouse, turin, valencia,
		vancouver, venice, vienna, warsaw, washington, washington dc, zurich`)},
	{types("US_STATE Region AT_REGION DE_REGION EUROPE_REGION GB_REGION"), valuesOf(`
		alabama, alaska, arizona, arkansas, bavaria, brandenburg, california, colorado, connecticut, cornwall, delaware,
		england, florida, georgia, hawaii, hesse, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine,
		maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire,
		new jersey, new mexico, new york, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, provence,
		rhode island, saxony, scotland, south carolina, south dakota, tennessee, texas, tuscany, tyrol, utah, vermont,
		virginia, wales, washington, west virginia, wisconsin, wyoming, yorkshire`)},
	{types("Country"), valuesOf(`
		afghanistan, albania, algeria, argentina, australia, austria, bangladesh, belgium, bolivia, brazil, bulgaria,
		canada, chile, china, colombia, costa rica, croatia, cuba, cyprus, czech republic, denmark, ecuador, egypt,
		england, estonia, ethiopia, finland, france, germany, ghana, great britain, greece, hungary, iceland, india,
		indonesia, iran, iraq, ireland, israel, italy, jamaica, japan, jordan, kenya, latvia, lebanon, liechtenstein,
		lithuania, luxembourg, malaysia, malta, mexico, monaco, morocco, nepal, netherlands, new zealand, nigeria,
		north korea, norway, pakistan, panama, peru, philippines, poland, portugal, qatar, romania, russia,
		saudi arabia, scotland, serbia, singapore, slovakia, slovenia, south africa, south korea, spain, sri lanka,
		sweden, switzerland, syria, taiwan, thailand, tunisia, turkey, ukraine, united arab emirates, united kingdom,
		united states, united states of america, uruguay, usa, venezuela, vietnam, wales`)},
	{types("Color"), valuesOf(`
		amber, aqua, azure, beige, black, blue, bronze, brown, burgundy, copper, coral, crimson, cyan, dark blue,
		dark green, dark red, gold, gray, green, grey, indigo, ivory, khaki, lavender, light blue, light green, lilac,
		lime, magenta, maroon, mint, navy, navy blue, olive, orange, peach, pink, plum, purple, red, rose, ruby, salmon,
		scarlet, silver, sky blue, tan, teal, turquoise, violet, white, yellow`)},
	{types("Language"), valuesOf(`
		arabic, bengali, bulgarian, cantonese, catalan, chinese, croatian, czech, danish, dutch, english, estonian,
		finnish, french, gaelic, german, greek, hebrew, hindi, hungarian, icelandic, indonesian, irish, italian,
		japanese, korean, latin, latvian, lithuanian, malay, mandarin, marathi, norwegian, persian, polish, portuguese,
		punjabi, romanian, russian, serbian, slovak, slovenian, spanish, swahili, swedish, tamil, telugu, thai, turkish,
		ukrainian, urdu, vietnamese, welsh`)},
	{types("Animal"), valuesOf(`
		alligator, ant, bat, bear, bee, bird, butterfly, camel, cat, chicken, cow, crocodile, deer, dog, dolphin, donkey,
		duck, eagle, elephant, fish, fly, fox, frog, giraffe, goat, goldfish, goose, gorilla, guinea pig, hamster, hawk,
		hedgehog, hippo, horse, kangaroo, kitten, koala, ladybug, lion, lizard, llama, monkey, moose, mouse, octopus,
		ostrich, otter, owl, ox, panda, parrot, peacock, penguin, pig, pigeon, polar bear, pony, puppy, rabbit, raccoon,
		rat, rhino, rooster, salmon, sea lion, seal, shark, sheep, sloth, snail, snake, spider, squid, squirrel, swan,
		tiger, turkey, turtle, whale, wolf, worm, zebra`)},
	{types("Food Dessert Drink Beverage FoodEstablishment"), valuesOf(`
		apple, apple juice, apple pie, avocado, bacon, bagel, banana, beans, beef, beer, black tea, bread, broccoli,
		brownie, burger, butter, cabbage, cake, cappuccino, carrot, cereal, cheese, cheesecake, cherry, chicken, chips,
		chocolate, cider, cocoa, coffee, coke, cola, cookie, corn, cream, croissant, cucumber, cupcake, curry, decaf,
		donut, egg, espresso, fish, flour, french fries, fried rice, fruit, garlic, ginger ale, grape, green tea, ham,
		hamburger, honey, hot chocolate, hot dog, ice cream, iced tea, juice, ketchup, lasagna, latte, lemon, lemonade,
		lettuce, mango, milk, milkshake, mineral water, muffin, mushroom, mustard, noodles, nuts, oatmeal, oil, olive,
		omelette, onion, orange, orange juice, pancake, pasta, peach, peanut butter, pear, peas, pepper, pie, pineapple,
		pizza, popcorn, pork, potato, pretzel, pudding, ramen, ravioli, red wine, rice, risotto, salad, salmon, salt,
		sandwich, sausage, shrimp, smoothie, soda, soup, spaghetti, spinach, steak, strawberry, sugar, sushi, taco, tea,
		tiramisu, toast, tofu, tomato, tuna, turkey, waffle, water, white wine, wine, yogurt`)},
}

func types(names string) map[string]bool {
	out := make(map[string]bool)
	for name := range strings.FieldsSeq(names) {
		out["AMAZON."+name] = true
	}
	return out
}

func valuesOf(phrases string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		out := make(map[string]bool)
		for phrase := range strings.SplitSeq(phrases, ",") {
			out[phraseKey(strings.TrimSpace(phrase))] = true
		}
		return out
	})
}
