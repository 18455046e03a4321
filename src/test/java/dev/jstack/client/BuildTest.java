package dev.jstack.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildTest {
  @Test
  void printsWhatItParses() {
    assertThat(Build.parse("0.1.0+1763750000")).hasToString("0.1.0+1763750000");
  }

  @Test
  void aLaterVersionIsNewerHoweverOldItsBuild() {
    assertThat(Build.parse("0.10.0+1")).isGreaterThan(Build.parse("0.9.3+2"));
    assertThat(Build.parse("1.0+1")).isGreaterThan(Build.parse("0.9.9+1"));
  }

  @Test
  void ofOneVersionTheLaterBuildIsNewer() {
    assertThat(Build.parse("0.1.0+20")).isGreaterThan(Build.parse("0.1.0+9"));
  }

  @Test
  void trailingZerosDoNotCount() {
    assertThat(Build.parse("1.0+5")).isEqualByComparingTo(Build.parse("1.0.0+5"));
  }

  @Test
  void whatIsNoBuildIsTheOldest() {
    assertThat(Build.parse("dev")).isLessThan(Build.parse("0.0.1+1"));
    assertThat(Build.parse("0.1.0+x")).isLessThan(Build.parse("0.1.0+1"));
  }
}
