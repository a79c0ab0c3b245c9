// SPDX-License-Identifier: Apache-2.0

package main

var firstNames = []string{
	"nordlicht", "casa-verde", "old-harbour", "atelier-lune", "bergmann", "tokyo-loft", "blue-fern", "zielona", "hanok",
	"pampa", "kestrel", "dolce", "saffron", "polar", "riverbank", "linden", "marais", "sakura", "copper", "quay",
}

var trades = []string{
	"shoes", "lamps", "books", "tea", "bikes", "fashion", "toys", "kitchen", "garden", "tools", "rugs", "glass",
	"music", "pets", "sport", "paper",
}

var emoji = []string{"😞", "🙏", "📦💥", "👎🏽", "❤️", "🧵", "👩‍👧‍👦", "🇨🇭"}

// languages: what customers write. Commas, quotes and apostrophes are theirs.
var languages = [][]string{
	{
		"too small", "arrived after the party", "seam open", "ordered blue, got green", `box said "fragile", was crushed`,
		"don't need it any more", "smells of smoke, sorry", `5" too wide`, "gift, wrong size", "=SUM(A1) was on the label",
	},
	{
		"zu groß", "Naht offen, zwei Stellen", "Käufer möchte umtauschen", `Karton war „offen“`, "Gerät läuft nicht an",
		"kam zu spät, Geburtstag vorbei", `Größe "M" fällt wie "S" aus`,
	},
	{
		"trop petit", "colis abîmé à l'arrivée", "reçu le mauvais coloris, j'avais pris le bleu", "pas conforme à la photo",
		`étiquette « L », taille S`, "déjà reçu en cadeau",
	},
	{"za małe", "pękło szkło, dwa kawałki", "zły kolor", "spóźniona przesyłka, nie chcę", `napis "kruche", a karton zgnieciony`},
	{"太小了", "颜色不对", "收到时已经破损", "发错货了，要红色的", "包装破了, 里面也坏了", `写着"易碎"却压扁了`, "物流太慢"},
	{"サイズが小さい", "色が違う、青を注文した", "箱がつぶれていた", "届くのが遅い", `「割れ物」と書いてあるのに割れた`},
	{"너무 작아요", "색상이 달라요, 파란색 주문", "밑창이 떨어짐", "배송이 늦었어요"},
	{"صغير جدا", "وصل متأخرا، لا أريده", "اللون مختلف"},
	{"мало", "пришёл разбитым, коробка цела", "не тот цвет", `заказывал «синий»`},
	{"me queda pequeño", "llegó roto, la caja también", "no es el color", "¡ya no lo quiero!"},
	{"çok küçük", "kutu ezilmiş, ürün kırık", "yanlış renk geldi"},
}

// lineEnds are comments of customers who press Enter.
var withLineEnd = []string{
	"left leg is broken\nsee the two photos", "first line\n\nthird line, after an empty one", "zu groß\nbitte Größe \"M\"",
	"太小了\n换大一码", "broken 😞\nagain", "address:\n12 Harbour Road,\n2nd floor",
}

// withComma are comments that break a row when nobody quotes them.
var withComma = []string{
	"too small, sorry", "broken, both of them", "zu spät, leider", "no, really, no", "wrong colour, wrong size",
}

// inGBK are Chinese comments as bytes of GBK. The last two have a backslash as second byte of a character.
var inGBK = []string{
	"\xcc\xab\xd0\xa1\xc1\xcb",                                 // 太小了
	"\xd1\xd5\xc9\xab\xb2\xbb\xb6\xd4",                         // 颜色不对
	"\xd6\xca\xc1\xbf\xcc\xab\xb2\xee",                         // 质量太差
	"\xca\xd5\xb5\xbd\xca\xb1\xd2\xd1\xbe\xad\xc6\xc6\xcb\xf0", // 收到时已经破损
	"\xb7\xa2\xb4\xed\xbb\xf5\xc1\xcb",                         // 发错货了
	"\xb0\xfc\xd7\xb0\xc6\xc6\xc1\xcb",                         // 包装破了
	"\xce\xef\xc1\xf7\xcc\xab\xc2\xfd",                         // 物流太慢
	"\xc6\xc1\xc4\xbb\xd3\xd0\xbb\xae\xba\xdb",                 // 屏幕有划痕
	"\xd5\x5c\xd2\xe2\xb2\xbb\xd7\xe3",                         // 誠意不足
	"\x81\x5c\xbf\xcd\xcd\xcb\xbb\xf5",                         // 乗客退货
}
