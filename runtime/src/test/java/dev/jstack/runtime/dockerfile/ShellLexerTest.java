package dev.jstack.runtime.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellLexerTest {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "x",
          "value",
          "empty",
          "",
          "path",
          "/usr/lib/libc.so.6",
          "list",
          "a b  c",
          "n",
          "x",
          "word",
          "foobarfoo");

  private static String expand(String text) {
    return new ShellLexer('\\').expand(text, VARIABLES::get);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "a${x}b | avalueb",
        "$x/$nope/ | value//",
        "${empty:-d} | d",
        "^[${empty-d}]^ | []",
        "${nope-d} | d",
        "${nope:-${x}} | value",
        "${x:+y} | y",
        "^[${nope+y}]^ | []",
        "^[${empty:+y}]^ | []",
        "^[${empty+y}]^ | [y]",
        "${x:?m} | value",
        "${path#*/} | usr/lib/libc.so.6",
        "${path##*/} | libc.so.6",
        "${path%/*} | /usr/lib",
        "${path%.*} | /usr/lib/libc.so",
        "${path%%.*} | /usr/lib/libc",
        "${word#foo} | barfoo",
        "${word%foo} | foobar",
        "${word%f?o} | foobar",
        "${word/foo/X} | Xbarfoo",
        "${word//foo/X} | XbarX",
        "${path//\\//_} | _usr_lib_libc.so.6",
        "\\$x | $x",
        "'$x' | $x",
        "^\"$x\"^ | value",
        "^\"\\a\\$x\"^ | \\a$x",
        "\\a | a",
        "^[$1$@]^ | []",
        "${x}_$x. | value_value.",
        "$ | $",
      })
  void variablesAreReplacedAsBuildKitDoes(String text, String expected) {
    assertThat(expand(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "${x:%y} | unsupported modifier (:%) in substitution",
        "${x!y} | unsupported modifier (!) in substitution",
        "${x | syntax error: missing '}'",
        "${ | syntax error: missing '}'",
        "${} | syntax error: bad substitution",
        "${:x} | syntax error: bad substitution",
        "${x//o} | syntax error: missing '/' in ${",
        "${nope:?} | nope: is not allowed to be unset",
        "${empty:?} | empty: is not allowed to be empty",
        "${nope?must be set} | nope: must be set",
        "'x | unexpected end of statement while looking for matching single-quote",
        "^\"x^ | unexpected end of statement while looking for matching double-quote",
      })
  void faultsAreNamed(String text, String message) {
    assertThatThrownBy(() -> expand(text)).hasMessage(message);
  }

  @Test
  void blanksOfAnUnquotedVariableSplitWords() {
    var lexer = new ShellLexer('\\');
    assertThat(lexer.expandWords("$list \"$list\" d\\ e", VARIABLES::get))
        .containsExactly("a", "b", "c", "a b  c", "d e");
  }

  @Test
  void aBacktickEscapesWhereItIsTheEscapeCharacter() {
    assertThat(new ShellLexer('`').expand("c:\\dir\\`$x", VARIABLES::get)).isEqualTo("c:\\dir\\$x");
  }

  @Test
  void quotesInHereDocumentsAreText() {
    var lexer = new ShellLexer('\\').keepingQuotes();
    assertThat(lexer.expand("'$x' \"y\" \\n \\$x", VARIABLES::get)).isEqualTo("'value' \"y\" n $x");
  }
}
