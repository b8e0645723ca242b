"""Words with which people say that a text is not for readers, or who somebody is, in the languages of most stories.

They are pieces of regular expressions, to be matched without regard to capitals.
"""

from __future__ import annotations

# That a text may not be published, wherever it is said.
NOT_TO_PUBLISH = (
    r"nicht (?:zu )?(?:veröffentlichen|zeigen)|ne pas (?:publier|montrer)|no (?:publicar|mostrar)"
    r"|non (?:pubblicare|mostrare)|não (?:publicar|mostrar)|niet (?:publiceren|tonen)|nie (?:publikować|pokazywać)"
)
# What is no sign in a sentence, and is one alone, as a label, or in brackets.
KEPT = (
    r"d(?:ra?|a)ft(?: ?\d+)?|unpublished|un-?listed|withheld|withhold|withdrawn|embargo(?:ed)?|confidential|private"
    r"|hidden|secret|pending|(?:on[ -])?hold|internal|not yet|do(?:n['’]?t| not) (?:show|share|print|name|use)"
    r"|entwurf|kladde|zurückgestellt|intern|noch nicht|vertraulich|privat|geheim|widerrufen"
    r"|brouillon|en attente|interne|pas encore|confidentiel(?:le)?|privée?|retirée?"
    r"|borrador|en espera|intern[oa]|(?:todavía|aún) no|confidencial|privad[oa]|retirad[oa]"
    r"|szkic|wstrzyman[aey]|wewnętrzn[aey]|jeszcze nie|poufn[aey]|prywatn[aey]|wycofan[aey]"
    r"|bozza|rascunho|concept|utkast"
)
# The name that somebody is not to be known by; with a colon behind it, it is for who works with the text.
WHO = (
    r"(?:real|legal|full|birth)[ _-]?name|klarname|(?:echter|richtiger|bürgerlicher)[ ]name|(?:vrai|véritable)[ ]nom"
    r"|nombre[ ](?:real|verdadero)|nome[ ](?:vero|real)|prawdziwe[ ](?:imię|nazwisko)|echte[ ]naam"
)
