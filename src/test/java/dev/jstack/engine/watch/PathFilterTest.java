package dev.jstack.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.runtime.linux.RawPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathFilterTest {
  private static final RawPath ROOT = RawPath.of("home/app/src");

  @Test
  void allBelowTheRootCounts() {
    PathFilter filter = new PathFilter(ROOT, List.of(), List.of());

    assertThat(filter.accepts(RawPath.of("home/app/src/a/b.js"))).isTrue();
    assertThat(filter.accepts(ROOT)).isTrue();
    assertThat(filter.accepts(RawPath.of("home/app/srcs/b.js"))).isFalse();
    assertThat(filter.accepts(RawPath.of("home/app"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".git/HEAD", "a/.main.js.swp", "4913", "a/b.js~", ".idea/x.xml", ".#b.js", "#b#"})
  void whatToolsLeaveForAMomentDoesNotCount(String path) {
    PathFilter filter = new PathFilter(ROOT, List.of(), List.of());

    assertThat(filter.accepts(ROOT.resolve(path))).isFalse();
  }

  @Test
  void ignoredDirectoriesAreNotEntered() {
    PathFilter filter = new PathFilter(ROOT, List.of("node_modules/", "**/*.tmp"), List.of());

    assertThat(filter.enters(ROOT.resolve("node_modules"))).isFalse();
    assertThat(filter.accepts(ROOT.resolve("node_modules/x/y.js"))).isFalse();
    assertThat(filter.accepts(ROOT.resolve("a/x.tmp"))).isFalse();
    assertThat(filter.enters(ROOT.resolve("lib"))).isTrue();
  }

  @Test
  void anExceptionInAnIgnoredDirectoryIsFound() {
    PathFilter filter = new PathFilter(ROOT, List.of("gen", "!gen/keep.js"), List.of());

    assertThat(filter.enters(ROOT.resolve("gen"))).isTrue();
    assertThat(filter.accepts(ROOT.resolve("gen/keep.js"))).isTrue();
    assertThat(filter.accepts(ROOT.resolve("gen/other.js"))).isFalse();
  }

  @Test
  void onlyWhatIsIncludedCounts() {
    PathFilter filter = new PathFilter(ROOT, List.of("old.js"), List.of("*.js", "lib"));

    assertThat(filter.accepts(ROOT.resolve("a.js"))).isTrue();
    assertThat(filter.accepts(ROOT.resolve("old.js"))).isFalse();
    assertThat(filter.accepts(ROOT.resolve("a.css"))).isFalse();
    assertThat(filter.accepts(ROOT.resolve("lib/b.css"))).isTrue();
  }

  @Test
  void dockerignoreSpeaksOfTheContext() {
    PathFilter filter =
        new PathFilter(ROOT, List.of(), List.of())
            .without(RawPath.of("home/app"), "src/secret\n*.js\n");

    assertThat(filter.accepts(ROOT.resolve("secret/key"))).isFalse();
    assertThat(filter.accepts(ROOT.resolve("a.js"))).isTrue();
  }
}
