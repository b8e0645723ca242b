"""Codes that people take for those of languages: of countries, and longer ones, where BCP 47 has the shorter.

Each has the form of a language's code and is none, so that programs which read it know no language by it (RFC 5646,
2.2.1: the shortest code of ISO 639; countries stand behind it).
"""

from __future__ import annotations

# Codes of countries (ISO 3166-1) that are the code of no language, with the language that is meant by them most.
_COUNTRIES = (
    "al=sq at=de-AT au=en-AU by=be cn=zh cz=cs dk=da gb=en-GB gr=el il=he iq=ar ir=fa jp=ja mx=es-MX nz=en-NZ "
    "pk=ur rs=sr sy=ar ua=uk us=en-US vn=vi"
)
# Codes of ISO 639-2, for terms and in libraries, with those of ISO 639-1.
_LONGER = (
    "amh=am ara=ar bel=be bul=bg ben=bn bos=bs cat=ca ces=cs cze=cs cym=cy wel=cy dan=da deu=de ger=de ell=el "
    "gre=el eng=en spa=es est=et eus=eu baq=eu fas=fa per=fa fin=fi fra=fr fre=fr gle=ga gla=gd glg=gl heb=he "
    "hin=hi hrv=hr hun=hu hye=hy arm=hy ind=id isl=is ice=is ita=it jpn=ja kat=ka geo=ka kor=ko kur=ku lit=lt "
    "lav=lv mkd=mk mac=mk mlt=mt nob=nb nld=nl dut=nl nno=nn nor=no pan=pa pol=pl pus=ps por=pt ron=ro rum=ro "
    "rus=ru slk=sk slo=sk slv=sl som=so sqi=sq alb=sq srp=sr swe=sv swa=sw tam=ta tha=th tir=ti tur=tr ukr=uk "
    "urd=ur vie=vi zho=zh chi=zh"
)
COUNTRIES = dict(pair.split("=") for pair in _COUNTRIES.split())
SHORTER = dict(pair.split("=") for pair in _LONGER.split())
# How parts of a code are written by their length: regions and scripts; all others are in small letters.
CASES = {2: str.upper, 4: str.capitalize}


def is_country(words: str) -> bool:
    """Whether words are the code of a country and of no language, in whichever letters."""
    return words.strip().casefold() in COUNTRIES


def tidied(words: str) -> str:
    """A code as it is written most (RFC 5646, 2.1.1), without what other programs write behind it (“de_AT.UTF-8”).

    Words that are no code come back changed as well; whether they are one is seen afterwards.
    """
    language, *rest = words.strip().partition(".")[0].replace("_", "-").strip("-").split("-")
    return "-".join([language.lower(), *(CASES.get(len(part), str.lower)(part) for part in rest if part)])


def meant(code: str) -> str | None:
    """The code that is meant by one of the right form; None where it is right, as far as anybody can tell."""
    first, *rest = code.split("-")
    made = COUNTRIES[first] if first in COUNTRIES else "-".join([SHORTER.get(first, first), *rest])
    made = made.replace("-UK", "-GB")
    return made if made != code else None
