"""A small instrument of a made-up town, for the checker to find fault with."""

GARDEN = """\
language = 1
key      = "kebun"
title    = { id = "Kebun kota", en = "The town garden" }
lead     = { id = "Tiga hal tentang kebun.", en = "Three things about the garden." }
formula  = "weighted-mean"
asked    = "visitors"
from     = 2025-01-01
until    = 2025-12-31
rests_on = ["perda-kebun"]
least    = 5

[[scale]]
key    = "senang"
labels = [{ id = "Tidak", en = "No" }, { id = "Agak", en = "Rather" }, { id = "Ya", en = "Yes" }]

[[element]]
key      = "flowers"
title    = { id = "Bunga", en = "Flowers" }
question = { id = "Apakah bunganya indah?", en = "Are the flowers beautiful?" }
scale    = "senang"
weight   = "1/3"

[[element]]
key      = "paths"
title    = { id = "Jalan", en = "Paths" }
question = { id = "Apakah jalannya rata?", en = "Are the paths even?" }
scale    = "senang"
weight   = "1/3"

[[element]]
key      = "benches"
title    = { id = "Bangku", en = "Benches" }
question = { id = "Apakah bangkunya cukup?", en = "Are there enough benches?" }
scale    = "senang"
weight   = "1/3"

[[band]]
key    = "rendah"
title  = { id = "Rendah", en = "Low" }
from   = 33.33
below  = 70

[[band]]
key    = "tinggi"
title  = { id = "Tinggi", en = "High" }
from   = 70
up_to  = 100
"""

TREE = """\
language = 1
key      = "pohon"
title    = { id = "Pohon bukti", en = "Tree of evidence" }
lead     = { id = "Bukti bertingkat.", en = "Nested evidence." }
formula  = "weighted-tree"
asked    = "assessors"
from     = 2025-01-01
own      = { id = "Buatan sendiri.", en = "Our own." }
whole    = 10

[[scale]]
key     = "seratus"
lowest  = 0
highest = 100

[[part]]
key    = "roots"
title  = { id = "Akar", en = "Roots" }
weight = 6

[[element]]
key    = "deep"
title  = { id = "Dalam", en = "Deep" }
part   = "roots"
scale  = "seratus"
weight = 4

[[element]]
key    = "wide"
title  = { id = "Luas", en = "Wide" }
part   = "roots"
scale  = "seratus"
weight = 2

[[element]]
key    = "crown"
title  = { id = "Tajuk", en = "Crown" }
scale  = "seratus"
weight = 4
"""
