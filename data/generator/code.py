"""Small Java methods with their C# translation, in the manner of CodeXGLUE's translation task.

A method is drawn as Java from a pattern with random names, types, constants and operators. The C#
side is made from the Java side by fixed rules, so both always mean the same. In a pattern, ``$n`` is
a slot of one letter (see `_slots`), ``{a~b}`` a choice, ``%2`` the second choice again, and `` | `` a new line.
"""

from __future__ import annotations

import functools
import random
import re

from . import words as w

_NOUNS = """account order ticket student book product customer message report invoice vehicle player parcel
lesson sensor device server user node image file layer filter token page song route task worker room garden
window article contract driver editor folder friend guest ingredient journal kettle letter market meter owner
patient photo recipe sender shop station table teacher tool train tree visitor""".split()
_INTS = """age amount benefit cost credit degree delay depth discount distance grade height level limit margin mark
offset point price rank rate reading reserve score speed step stock temperature threshold timeout volume
weight width""".split()
_STRINGS = """name title text label code colour comment subject word line path email street remark nickname password
header footer format language author phrase sentence tag""".split()
_ADJECTIVES = """active valid open ready visible full closed enabled paid broken hidden locked fresh complete busy
available selected expired approved shared late empty""".split()
_COMPARE = [("Above", ">"), ("Below", "<"), ("AtLeast", ">="), ("AtMost", "<="), ("EqualTo", "=="), ("OtherThan", "!=")]
_BOXED = {"int": "Integer", "long": "Long", "double": "Double"}
_ERRORS = ["IllegalArgumentException", "IllegalStateException", "UnsupportedOperationException",
           "IndexOutOfBoundsException"]
_PROBLEMS = ["is missing", "is not valid", "is out of range", "was not found", "is not allowed", "must be set",
             "is too small", "cannot be used"]
_CONSTANTS = [10, 12, 16, 20, 24, 30, 32, 50, 60, 64, 99, 100, 128, 200, 255, 360, 500, 512, 1000, 1024]


def _layout(line: str) -> str:
    """Break a pattern at its `` | `` marks and indent it by the depth of its braces; ``>`` means one step more."""
    depth = 0
    lines: list[str] = []
    for part in " ".join(line.split()).split(" | "):
        depth -= part.startswith("}")
        text = part.removeprefix("> ")
        lines.append("    " * (depth + (text != part)) + text)
        depth += part.endswith("{")
    return "\n".join(lines)


_PATTERNS = tuple(_layout(line) for line in re.split(r"\n(?=\S)", """
$M $T {sum~add~total~compute}$X($T[] $x)$H { | $T $r = {0~$k}; | for (int $i = 0; $i < $x.length; $i++) { | $r
  {+=~+=~-=} $x[$i]{~~ * $j}; | } | return $r; | }
$M $T {sum~add~collect}$X$y(List<$B> $x, $T {bound~border~minimum})$H { | $T $r = 0; | for ($T $n : $x) { | if ($n $c
  %2) { | $r += $n; | } | } | return $r; | }
$M int count$X$y($T[] $x)$H { | int $r = 0; | for ($T $n : $x) { | if ($n $c $k) { | $r++; | } | } | return $r; | }
$M int {count~getNumberOf}$A$P(List<$O> $p)$H { | int $r = 0; | for ($O $o : $p) { | if ({~!}$o.is$A(){~~ &&
  $o.get$N() $c $k}) { | $r++; | } | } | return $r; | }
$M $T {max~largest~highest~findMax}$N($T[] $x)$H { | $T best = $x[0]; | for (int $i = 1; $i < $x.length; $i++) { |
  {best = Math.max(best, $x[$i]);~best = Math.max($x[$i], best);} | } | return best; | }
$M $T {min~smallest~lowest~findMin}$N(List<$B> $x)$H { | $T best = $x.get({0~$x.size() - 1}); | for ($T $n : $x) { |
  if ($n < best) { | best = $n; | } | } | return best; | }
$M $O {find~get~search}$OBy$N(List<$O> $p, int $n)$H { | for ($O $o : $p) { | if ($o.get$N() {==~>=~<=~>~<} $n) { |
  return $o; | } | } | return null; | }
$U void set$N(int $n)$H { | if ($n {<~<=~>~>=~==} $k) { | throw new $E("$N $g"); | } | this.$n = $n; | }
$U void set$S(String $s)$H { | if ($s == null || $s.length() {<~>~==} $k) { | throw new $E("$S $g"); | } | this.$s =
  {$s~$s.trim()~$s.toLowerCase()~$s.toUpperCase()}; | }
$U String get$S()$H { | if (this.$s == null{~~ || this.$s.length() == 0}) { | return "$w"; | } | return
  {this.$s~$s~$s.trim()~this.$s + "$v"}; | }
$U int get$N()$H { | if (this.$n {<~>~==} $k) { | {return $j;~throw new $E("$N $g");} | } | return {this.$n~$n~this.$n
  * $j~this.$n + $j~this.$n - $j}; | }
private final int $n = $j; | $U boolean is$N$y(int $m) { | if (this.$n == $m) { | return {true~false}; | } | return
  this.$n $c {$m~$m + $k~$k}; | }
$M String {join~format~print~list}$Q(List<String> $t, String separator)$H { | StringBuilder builder = new
  StringBuilder(); | for (String $s : $t) { | builder.append($s{~~.trim()~.toUpperCase()}); |
  builder.append({separator~separator~", "~"; "~" - "}); | } | return builder.toString(); | }
$M String {reverse~turn~mirror}$S(String $s)$H { | StringBuilder {builder~buffer~output} = new StringBuilder(); | for
  (int $i = $s.length() - 1; $i >= 0; $i--) { | %2.append($s.charAt($i)); | } | return %2.toString(); | }
$M String repeat$S(String $s, int times)$H { | StringBuilder builder = new StringBuilder("$w"); | while (times >
  {0~$j}) { | builder.append($s); | times--; | } | return builder.toString(); | }
$M int count{Letter~Sign~Char}In$S(String $s, char letter)$H { | int $r = 0; | for (int $i = {0~$j}; $i < $s.length();
  $i++) { | if ($s.charAt($i) {==~==~!=} {letter~'$h'}) { | $r++; | } | } | return $r; | }
$M boolean has{Digit~Letter~UpperCase}In$S(String $s)$H { | for (char c : $s.toCharArray()) { | if
  ({~!}Character.is%1(c)) { | return true; | } | } | return false; | }
$M void {count~register~record}$S(Map<String, Integer> $x, String $s)$H { | if ($x.containsKey($s)) { | $x.put($s,
  $x.get($s) {+~-} {1~$k}); | } else { | $x.put($s, {1~0~$j}); | } | }
$M Map<String, $O> {index~group~map}$PBy$S(List<$O> $p)$H { | Map<String, $O> {index~result~lookup} = new
  HashMap<String, $O>(); | for ($O $o : $p) { | %2.put($o.get$S(), $o); | } | return %2; | }
$M $T {get~find~look}$NOrDefault(Map<String, $B> $x, String $s, $T fallback)$H { | if (!$x.containsKey($s)) { |
  return {fallback~$k}; | } | return $x.get($s); | }
$M $T {add~sum}All$X(Map<String, $B> $x)$H { | $T $r = {0~$k}; | for (String $s : $x.keySet()) { | $r {+=~+=~-=}
  $x.get($s); | } | return $r; | }
$U boolean add$O($O $o)$H { | if ($o == null || this.$p.contains($o)) { | return false; | } | this.$p.add($o); |
  return true; | }
$U $O get$O(int index)$H { | if (index < 0 || index >= $p.size()) { | throw new $E("$O $g"); | } | return
  {this.$p~$p}.get(index); | }
$U $O get{First~Top~Main}$O()$H { | if ({$p.isEmpty()~this.$p.isEmpty()~$p.size() < $k}) { |
  {return null;~throw new $E("$O $g");} | } | return {$p~this.$p}.get(0); | }
$U $O get{Last~Newest~Final}$O()$H { | if ({$p.isEmpty()~this.$p.isEmpty()~$p.size() < $k}) { |
  {return null;~throw new $E("$O $g");} | } | return $p.get($p.size() - 1); | }
$M List<$O> {filter~select~collect}$A$P(List<$O> $p)$H { | List<$O> $z = new ArrayList<$O>(); | for ($O $o : $p) { |
  if ({$o.is$A()~!$o.is$A()~$o.get$N() $c $k}) { | $z.add($o); | } | } | return $z; | }
$M List<$B> {scale~shift~change~adjust}$X(List<$B> $x, $T factor)$H { | List<$B> $z = new ArrayList<$B>(); | for ($T
  $n : $x) { | $z.add($n {*~+~-} {factor~factor + $k}); | } | return $z; | }
$M boolean {all~are}$P$A(List<$O> $p)$H { | for ($O $o : $p) { | if ({!~!~$o == null || !}$o.is$A()) { |
  return false; | } | } | return true; | }
$M boolean {any~has}$N$y($T[] $x, $T $m)$H { | for ($T $n : $x) { | if ($n $c $m{~~ + $k~ * $k}) { | return true; | }
  | } | return false; | }
$M int {parse~read~convert}$N(String $s)$H { | try { | return Integer.parseInt($s{~~.trim()}){~~ + $k~ * $k}; | }
  catch (NumberFormatException e) { | {return -1;~return $j;~throw new $E("$S $g");} | } | }
$M int {sum~count~add}{DigitsOf~DigitsIn}$N(int $n)$H { | int $r = 0; | while ($n > 0) { | $r += {$n % 10~$n % $k~1};
  | $n {= $n / 10~/= 10~= $n / $k}; | } | return $r; | }
$M int {common~shared}{Divisor~Factor}(int $n, int $m)$H { | while ($m {!=~>} 0) { | int rest = $n % $m; | $n = $m; |
  $m = rest; | } | return {$n~Math.abs($n)}; | }
$M long {raise~grow~multiply}$N(int $n, int times)$H { | long $r = {1~$k}; | for (int $i = 0; $i {<~<=} times; $i++) {
  | $r {*=~+=} $n; | } | return $r; | }
$M String {rate~describe~classify}$N($T $n)$H { | if ($n {<~<=} $j) { | return "$w"; | } else if ($n {<~<=} $k) { |
  return "$v"; | } | return "{high~top~large~other}"; | }
$M $T {clamp~bound~restrict}$N($T $n)$H { | final $T lower = $j; | final $T upper = $k; | return {Math.max(lower,
  Math.min(upper, $n))~Math.min(upper, Math.max(lower, $n))}; | }
$M double average$N(List<{$B~Integer~Double}> $x)$H { | double $r = 0; | for (int $i = 0; $i < $x.size(); $i++) { |
  $r += $x.get($i); | } | return {$r / $x.size()~Math.floor($r / $x.size())}; | }
$M String {shorten~trim~cut}$S(String $s, int {limit~size~max})$H { | if ($s.length() {<=~<} %2) { | return $s; | } |
  return $s.substring(0, %2){~ + "..."~.toUpperCase()}; | }
$M int indexOf$N($T[] $x, $T $n)$H { | for (int $i = 0; $i < $x.length; $i++) { | if ($x[$i] == $n) { | return $i{~~ +
  1}; | } | } | return {-1~$x.length}; | }
$M void {swap~exchange}$X($T[] $x, int left, int right)$H { | {final $T~$T} {old~temp~saved} = $x[left]; | $x[left] =
  $x[right]{~~ + $k}; | $x[right] = %3; | }
$M int[] {create~build~make}$X(int size)$H { | int[] $x = new int[size]; | for (int $i = 0; $i < size; $i++) { |
  $x[$i] = {$i~$k}{ * ~ + ~ - }{$j~$k~$i}; | } | return $x; | }
$M void {print~show~log}$P(List<$O> $p)$H { | int $r = {0~1~$k}; | for ($O $o : $p) { | System.out.println("$w " + $r
  + ": " + $o.get{$N~$S}()); | $r++; | } | }
$U boolean {hasSame~sharesThe}$N($O $o)$H { | if ($o == null) { | return false; | } | return {this.$n ==
  $o.get$N()~$o.get$N() == $n~this.$s.equals($o.get$S())~$o.get$S().equals(this.$s)}; | }
$M String {nameOf~show~translate}$N(int $n)$H { | switch ($n) { | case {0~1}: | > return "$w"; | case {2~3~$k}: | >
  return "$v"; | default: | > {return "none";~throw new $E("$N $g");} | } | }
$M boolean is$O(Object value)$H { | if (value {instanceof $O~== null~instanceof String}) { | return {true~false}; | }
  | return value{ instanceof $O~.equals("$w")~ != null}; | }
$M int {count~measure}{Unique~Different}$Q(List<String> $t)$H { | Set<String> {seen~known~found} = new
  HashSet<String>(); | for (String $s : $t) { | %3.add($s{~~.trim()~.toLowerCase()}); | } | return %3.size(); | }
$M String {find~get}{Longest~Widest}$S(List<String> $t)$H { | String best = $t.get(0); | for (String $s : $t) { |
  if ($s.length() {>~>=} best.length()) { | best = $s; | } | } | return best; | }
$M String {find~get}{Shortest~Smallest}$S(List<String> $t)$H { | String best = $t.get(0); | for (String $s : $t) { |
  if ($s.length() {<~<=} best.length()) { | best = $s; | } | } | return best; | }
$M $T {combine~update~mix}$N($T $n, $T $m)$H { | if ($n $c $m) { | return $n {+~-~*} $k; | } else { | return
  {$m~Math.abs($m)~Math.max($n, $j)} {+~-~*} $j; | } | }
""".strip()))

_CHOICE = re.compile(r"\{([^{}\n]*~[^{}\n]*)\}|%(\d)")
_SLOT = re.compile(r"\$(\w)")
_TOKEN = re.compile(r'[\w$]+|"[^"]*"|\+\+|--|&&|\|\||[-+*/<>=!]=|[^\w\s]')
_WORDS = {
    "String": "string", "boolean": "bool", "Object": "object", "Integer": "int", "Long": "long", "Double": "double",
    "ArrayList": "List", "List": "IList", "HashMap": "Dictionary", "Map": "IDictionary", "Set": "ISet",
    "IllegalArgumentException": "ArgumentException", "IllegalStateException": "InvalidOperationException",
    "UnsupportedOperationException": "NotSupportedException", "NumberFormatException": "FormatException",
    "IndexOutOfBoundsException": "IndexOutOfRangeException", "instanceof": "is", "Character": "char",
    "isUpperCase": "IsUpper", "Integer.parseInt": "int.Parse", "System.out.println": "Console.WriteLine",
    ".size()": ".Count", ".length()": ".Length", ".length": ".Length", ".isEmpty()": ".Count == 0",
    ".toUpperCase": ".ToUpper", ".toLowerCase": ".ToLower", ".keySet()": ".Keys", "private final": "private readonly",
}
_RENAME = re.compile("|".join(
    (r"\b" if key[0] != "." else "") + re.escape(key) + (r"\b" if key[-1] != ")" else "")
    for key in sorted(_WORDS, key=len, reverse=True)))
_EACH = re.compile(r"\bfor \(([$\w]+) ([$\w]+) : ")
_INDEX = re.compile(r"\.(?:get|charAt)\(([^()]*)\)")
_PUT = re.compile(r"\.put\(([^,]+), (.*)\);")
_CALL = re.compile(r"(?<![\w$])(?!(?:if|for|foreach|while|switch|catch|return)\b)([a-z])([\w$]*\()")
_CATCH = re.compile(r"catch \((\w+) \w+\)")
_LOCAL = re.compile(r"^( +)final ", re.M)
_BRACE = re.compile(r"^( *)(\} )?(.*) \{$", re.M)
_MODIFIERS = {"public": "public virtual", "public final": "public", "protected": "protected virtual"}


def _capital(word: str) -> str:
    """Make the first letter a capital."""
    return word[0].upper() + word[1:]


def _slots(r: random.Random) -> dict[str, str]:
    """Draw what the one-letter slots stand for.

    Lower case: ``n m`` numbers, ``s`` text, ``o`` object, ``x p t`` plurals of number, object and text, ``r z``
    results, ``i`` index, ``k j`` constants (j < k), ``w v`` words, ``c`` operator, ``g`` complaint, ``h`` character.
    Upper case: ``N S O X P Q`` the same names with a capital, ``A`` adjective, ``T B`` type and boxed type,
    ``M U`` modifiers, ``H`` throws clause, ``E`` exception; ``y`` names the operator ``c``.
    """
    number, other = r.sample(_INTS, 2)
    text, thing = r.choice(_STRINGS), r.choice(_NOUNS)
    kind = r.choice(("int", "int", "int", "long", "double"))
    compared, operator = r.choice(_COMPARE)
    word, second = r.sample(w.COLOURS if r.random() < 0.3 else w.STREETS, 2)
    draw = r.random()
    access = "public" if draw < 0.84 else "public final" if draw < 0.9 else "private" if draw < 0.95 else "protected"
    return {
        "n": number, "m": other, "s": text, "o": thing, "x": number + "s", "p": thing + "s", "t": text + "s",
        "N": _capital(number), "S": _capital(text), "O": _capital(thing), "X": _capital(number) + "s",
        "P": _capital(thing) + "s", "Q": _capital(text) + "s", "A": _capital(r.choice(_ADJECTIVES)),
        "r": r.choice(("result", "sum", "total", "count", "answer", "counter")),
        "i": r.choice(("i", "i", "j", "k", "pos")),
        "z": r.choice(("result", "matches", "output", "copy", "kept")), "T": kind, "B": _BOXED[kind],
        "k": str(r.choice(_CONSTANTS) if r.random() < 0.5 else r.randint(10, 99)), "j": str(r.randint(1, 9)),
        "w": word.lower(), "v": second.lower(), "y": compared, "c": operator, "g": r.choice(_PROBLEMS),
        "h": r.choice("abcdefghijklmnopqrstuvwxyz"), "E": r.choice(_ERRORS), "U": access,
        "M": "public static" if r.random() < 0.12 else access,
        "H": r.choice((" throws IOException", " throws Exception")) if r.random() < 0.2 else "",
    }


def _brace(match: re.Match[str]) -> str:
    """Put an opening brace, and what stands after a closing one, on a line of its own."""
    indent, closing, rest = match.groups()
    start = f"{indent}}}\n" if closing else ""
    return f"{start}{indent}{rest}\n{indent}{{"


@functools.cache
def _formats(java: str) -> tuple[str, str] | None:
    """Translate a pattern without choices to C#; both as ``%`` formats, None where the length does not suit."""
    if not 25 <= len(_TOKEN.findall(java)) <= 61:
        return None
    text = _RENAME.sub(lambda match: _WORDS[match[0]], java)
    text = _EACH.sub(r"foreach (\1 \2 in ", text)
    text = _INDEX.sub(r"[\1]", text)
    text = _PUT.sub(r"[\1] = \2;", text)
    text = _CALL.sub(lambda match: match[1].upper() + match[2], text)
    text = _LOCAL.sub(r"\1", _CATCH.sub(r"catch (\1)", text))
    text = _BRACE.sub(_brace, text.replace("$H", ""))
    formats = [_SLOT.sub(r"%(\1)s", side.replace("%", "%%")) for side in (java, text)]
    return formats[0], formats[1]


def code_pair(r: random.Random) -> tuple[str, str]:
    """Draw one method: its Java text and its C# text."""
    formats = None
    while formats is None:
        drawn: list[str] = []

        def choose(match: re.Match[str], drawn: list[str] = drawn) -> str:
            if match[2]:
                return drawn[int(match[2]) - 1]
            drawn.append(r.choice(match[1].split("~")))
            return drawn[-1]

        formats = _formats(_CHOICE.sub(choose, r.choice(_PATTERNS)))
    slots = _slots(r)
    java = formats[0] % slots
    slots["M"] = _MODIFIERS.get(slots["M"], slots["M"])
    slots["U"] = _MODIFIERS.get(slots["U"], slots["U"])
    slots["B"] = slots["T"]
    slots["E"] = _WORDS[slots["E"]]
    return java, formats[1] % slots
