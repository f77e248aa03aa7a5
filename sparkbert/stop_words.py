"""Which English words say nothing about what a text is about?"""

from __future__ import annotations

# The Glasgow IR group's list as scikit-learn 1.9 publishes it (sklearn.feature_extraction.text.
# ENGLISH_STOP_WORDS, BSD-3-Clause), without its known content words (amount, bill, bottom, call,
# computer, con, cry, de, detail, empty, fill, fire, front, full, interest, mill, move, name, part,
# side, sincere, system, thick, thin, top, un) and without its numerals from two upwards.
_GLASGOW = """
a about above across after afterwards again against all almost alone along already also although
always am among amongst amoungst an and another any anyhow anyone anything anyway anywhere are
around as at back be became because become becomes becoming been before beforehand behind being
below beside besides between beyond both but by can cannot cant co could couldnt describe do done
down due during each eg either else elsewhere enough etc even ever every everyone everything
everywhere except few find first for former formerly found from further get give go had has hasnt
have he hence her here hereafter hereby herein hereupon hers herself him himself his how however i
ie if in inc indeed into is it its itself keep last latter latterly least less ltd made many may me
meanwhile might mine more moreover most mostly much must my myself namely neither never
nevertheless next no nobody none noone nor not nothing now nowhere of off often on once one only
onto or other others otherwise our ours ourselves out over own per perhaps please put rather re
same see seem seemed seeming seems serious several she should show since so some somehow someone
something sometime sometimes somewhere still such take than that the their them themselves then
thence there thereafter thereby therefore therein thereupon these they this those though through
throughout thru thus to together too toward towards under until up upon us very via was we well
were what whatever when whence whenever where whereafter whereas whereby wherein whereupon wherever
whether which while whither who whoever whole whom whose why will with within without would yet you
your yours yourself yourselves
"""

# Forms the list lacks: the other forms of its verbs and auxiliaries, adverbs of the same kind,
# words of questions, and what is left of contractions once the apostrophe is gone.
_OURS = """
did does doing having gave given gives giving goes going gone went got gets getting gotten keeps
kept makes make making took taken takes taking puts saw seen sees seeing shown shows showing showed
finds finding seemingly
shall ought need needs needed dare may maybe
let lets say says said saying tell tells told ask asks asked know knows knew known knowing think
thinks thought thinking want wants wanted wanting like likes liked look looks looked looking come
comes came coming try tries tried trying use uses used using happen happens happened help helps
helped become mean means meant
just really quite actually basically certainly clearly currently definitely especially essentially
eventually exactly fairly finally frequently generally greatly hardly hopefully immediately
initially instead largely lately later likely mainly merely nearly necessarily newly normally
obviously occasionally particularly possibly potentially presumably previously primarily probably
readily reasonably recently regardless relatively respectively seldom similarly
simply slightly somewhat soon specifically strongly successfully sufficiently suddenly supposedly
surely thoroughly truly typically unfortunately usually utterly virtually whereof wholly widely
accordingly additionally alike albeit amid amidst anybody anymore apart apparently approximately
aside away beneath consequently considering concerning despite everybody ex furthermore hi
inasmuch insofar inside likewise lest near nonetheless notwithstanding ok okay
regarding somebody therefrom thereof thereto till underneath unless unlike unto versus
vs whereabouts whomever ye yes
able certain following follows follow particular various whichever
best better good lot lots theirs way ways
thing things kind sort sorts stuff
dont doesnt didnt isnt arent wasnt werent hadnt havent wouldnt shouldnt mustnt wont shant neednt
mightnt aint im ive youre youve theyre theyve weve thats whats whos wheres heres theres oughtnt
didn doesn don isn aren wasn weren hadn haven hasn couldn wouldn shouldn mustn shan needn mightn
ain ll ve
e.g i.e a.k.a viz
"""

STOP_WORDS = frozenset(_GLASGOW.split()) | frozenset(_OURS.split())
"""Case-folded words, accents and the tails of contractions ("'ll", "n't") left off."""
