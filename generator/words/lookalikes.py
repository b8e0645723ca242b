"""Letters that look like one of the Latin alphabet, as data.

Taken from Unicode's confusables.txt, version 13.0.0 (Unicode Technical Standard 39, section 4): single letters of the
first plane, without those that compatibility decomposition leads to the same letter anyway. That file is © 2020
Unicode, Inc., and may be used and passed on under Unicode's licence for data (SPDX: Unicode-DFS-2016).
"""

from __future__ import annotations

# A Latin letter, and in hexadecimal the letters that look like it.
_ROWS = """\
A 0391 0410 13aa 15c5 a4ee
B 0392 0412 13f4 15f7 a4d0 a7b4
C 0421 04aa 13df 2ca4 a4da
D 00d0 0110 0189 13a0 15de 15ea a4d3
E 0246 0395 0415 13ac 2d39 a4f0
F 0191 03dc 15b4 a4dd a798
G 01e4 050c 13c0 13f3 a4d6
H 0126 0397 041d 04a2 04c7 04c9 13bb 157c 2c67 2c8e a4e7
J 0248 037f 0408 13ab 148d a4d9 a7b2
K 039a 041a 049a 049e 13e6 16d5 2c69 2c94 a4d7 a740
L 0141 13de 14aa 2cd0 a4e1
M 039c 03fa 041c 04cd 13b7 15f0 16d6 2c98 a4df
N 019d 039d 2c9a a4e0
O 00d8 019f 0398 039f 03b8 041e 0472 04e8 0555 0b20 12d0 13be 13eb 2c9e 2d31 2d41 2d54 a4f3 a74a
P 03a1 0420 13e2 146d 2ca2 a4d1
Q 2d55
R 01a6 13a1 13d2 1587 a4e3
S 0405 054f 13d5 13da a4e2
T 0166 01ae 023e 03a4 0422 04ac 13a2 2ca6 a4d4
U 0244 054d 1200 13cc 144c a4f4
V 0474 13d9 142f 2d38 a4e6 a6df
W 051c 13b3 13d4 a4ea
X 03a7 0425 04b2 16b7 2cac 2d5d a4eb a7b3
Y 024e 03a5 0423 04ae 04b0 13a9 13bd 2ca8 a4ec
Z 01b5 0224 0396 13c3 a4dc
a 0251 03b1 0430
b 0180 0182 0183 0184 0253 0411 042c 0462 0463 048c 048d 13cf 1472 1473 15af
c 023c 0441 04ab 1d04 2ca5 abaf
d 0111 018c 0256 0257 0501 13e7 146f a4d2
e 0247 0435 04bd 04bf ab32
f 0192 0584 1d6e 1e9d a799 ab35
g 018d 01e5 0260 0261 0581 1d83
h 0127 0266 045b 04bb 0570 13c2 13f2 a695
i 0131 0268 0269 026a 03b9 0456 04cf 13a5 1d7b 1d7c a647 ab75
j 0249 03f3 0458
k 0199
l 0142 0196 0197 019a 01c0 026b 026d 0399 0406 04c0 05d5 05df 0627 0673 07ca 16c1 2c92 2d4f a4f2
n 019e 0273 03b7 0578 057c 1d70
o 00f8 0275 03bf 03c3 043e 0473 04e9 0585 05e1 0647 06be 06c1 06d5 06ff 0d20 101d 10ff 1d0f 1d11 2c9f a74b ab3d
o ab3e ab74 ab8e abbb
p 01a5 03c1 0440 1d7d 2ca3
q 02a0 051b 0563 0566
r 024d 027c 027d 0433 0493 1d26 1d72 2c85 ab47 ab48 ab81
s 01bd 0282 0455 1d74 a731 abaa
t 0167 01ad 1d75
u 028b 03c5 057d 1d1c 1d7e a79f ab4e ab52 ab9c
v 03bd 0475 05d8 1d20 aba9
w 026f 0461 047d 051d 0561 1d21 a761 ab83
x 0445 1541 157d
y 01b4 024f 0263 028f 03b3 0443 04af 04b1 10e7 1d8c 1eff ab5a
z 01b6 0225 0290 1d22 1d76 ab93
"""
# For `str.translate`: what looks like a Latin letter to that letter.
LATIN = {int(code, 16): row[0] for row in _ROWS.splitlines() for code in row[2:].split()}
