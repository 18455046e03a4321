package dev.jstack.runtime.build.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreRulesTest {
  @ParameterizedTest
  @CsvSource({
    "*.md, README.md, true",
    "*.md, docs/x.md, false",
    "**/*.md, README.md, true",
    "**/*.md, a/b/x.md, true",
    "docs, docs/a/b, true",
    "docs/, docs/a, true",
    "/docs, docs/a, true",
    "docs/*, docs/a/b, true",
    "docs, doc, false",
    "a/**, a/b/c, true",
    "a/**, a, false",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, a/xb, false",
    "foo**, foobar/x, true",
    "?.txt, a.txt, true",
    "?.txt, ab.txt, false",
    "[a-c].txt, b.txt, true",
    "[^a].txt, b.txt, true",
    "[^a].txt, a.txt, false",
    "\\*.txt, *.txt, true",
    "\\*.txt, a.txt, false",
    "a.b, axb, false",
    "x(1)+, x(1)+, true",
    "*, a/b, true",
    "**, a/b, true",
    "., a, false",
    "/, a, false",
    "a/../b, b, true",
    "Dir, dir, false",
    "é?, éa, true",
  })
  void patternsMatchAsInDocker(String pattern, String path, boolean ignored) {
    assertThat(IgnoreRules.file(pattern).ignores(path)).isEqualTo(ignored);
  }

  @Test
  void theLastPatternThatMatchesDecides() {
    var rules = IgnoreRules.file("dir\n!dir/sub/e.txt\n*.log\n! keep.log\n");
    assertThat(rules.ignores("dir/a")).isTrue();
    assertThat(rules.ignores("dir/sub/e.txt")).isFalse();
    assertThat(rules.ignores("x.log")).isTrue();
    assertThat(rules.ignores("keep.log")).isFalse();
    assertThat(rules.prunes()).isFalse();
  }

  @Test
  void aNumberSignIsACommentOnlyAtTheVeryStart() {
    var rules = IgnoreRules.file("\uFEFF# no\n #yes\n\n  b  \n");
    assertThat(rules.ignores("# no")).isFalse();
    assertThat(rules.ignores("#yes")).isTrue();
    assertThat(rules.ignores("b")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]a.txt", "[a", "a[", "!"})
  void malformedPatternsAreRefused(String pattern) {
    assertThatThrownBy(() -> IgnoreRules.file(pattern)).hasMessageContaining('"' + pattern + '"');
  }
}
