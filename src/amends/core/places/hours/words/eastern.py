"""Languages of the Caucasus and of Uzbekistan."""

from __future__ import annotations

from amends.core.places.hours.words.lexicon import Forms

UZBEK: Forms = {
    "0": "du|dush|dushanba|душанба", "1": "se|sesh|seshanba|сешанба",
    "2": "ch|chor|chorshanba|чоршанба", "3": "pa|pay|payshanba|пайшанба",
    "4": "ju|jum|juma|жума", "5": "sh|shan|shanba|шанба", "6": "ya|yak|yakshanba|якшанба",
    "daily": "har kuni|ҳар куни", "weekdays": "ish kunlari|иш кунлари",
    "always": "24 soat|kecha-yu kunduz|24 соат|кеча-ю кундуз",
    "off": "dam olish kuni|dam olish|yopiq|дам олиш куни|ёпиқ", "open": "ochiq|очиқ",
    "and": "va|ва", "break": "tanaffus|tushlik|танаффус|тушлик",
    "noise": "ish vaqti|ish tartibi|иш вақти|иш тартиби",
}  # fmt: skip

AZERBAIJANI: Forms = {
    "0": "bazar ertəsi|b.e|be", "1": "çərşənbə axşamı|ç.a|ça", "2": "çərşənbə|ç",
    "3": "cümə axşamı|c.a|ca", "4": "cümə|c", "5": "şənbə|ş", "6": "bazar|b",
    "daily": "hər gün", "weekdays": "iş günləri|həftə içi", "weekend": "həftə sonu",
    "always": "24 saat|7/24", "off": "bağlı|bağlıdır|istirahət günü|qeyri-iş günü",
    "open": "açıq|açıqdır", "and": "və", "break": "fasilə|nahar fasiləsi", "hour": "saat",
    "noise": "iş saatları|iş vaxtı|iş qrafiki",
}  # fmt: skip

GEORGIAN: Forms = {
    "0": "ორშ|ორშაბათი", "1": "სამ|სამშ|სამშაბათი", "2": "ოთხ|ოთხშ|ოთხშაბათი",
    "3": "ხუთ|ხუთშ|ხუთშაბათი", "4": "პარ|პარასკევი", "5": "შაბ|შაბათი", "6": "კვ|კვირა",
    "daily": "ყოველდღე|ყოველდღიურად", "weekdays": "სამუშაო დღეები|სამუშაო დღეებში",
    "always": "24 საათი|24 სთ|24/7", "off": "დახურულია|დასვენება|დასვენების დღე", "and": "და",
    "break": "შესვენება", "noise": "სამუშაო საათები|სამუშაო გრაფიკი",
}  # fmt: skip

ARMENIAN: Forms = {
    "0": "երկ|երկուշաբթի", "1": "երք|երեքշաբթի", "2": "չրք|չորեքշաբթի", "3": "հնգ|հինգշաբթի",
    "4": "ուրբ|ուրբաթ", "5": "շբթ|շաբ|շաբաթ", "6": "կիր|կիրակի",
    "daily": "ամեն օր|ամենօրյա", "weekdays": "աշխատանքային օրեր", "always": "շուրջօրյա",
    "off": "փակ է|փակ|հանգստյան օր", "break": "ընդմիջում",
    "noise": "աշխատանքային ժամեր|աշխատանքային ժամերը",
}  # fmt: skip
