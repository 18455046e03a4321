package dev.jstack.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRuleTest {
  @ParameterizedTest
  @ValueSource(strings = {"c 1:3 rwm", "b *:* m", "a *:* rwm", "c 136:* rw"})
  void rulesReadAsTheyAreWritten(String text) {
    assertThat(DeviceRule.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c 1:3", "d 1:3 r", "c 1 r", "c 1:3 x"})
  void malformedRulesAreRefused(String text) {
    assertThatThrownBy(() -> DeviceRule.parse(text)).hasMessageContaining('"' + text + '"');
  }

  @Test
  void aProgramEndsWithARefusal() {
    long[] code = DeviceProgram.compile(List.of(DeviceRule.parse("c 1:3 rw")));
    assertThat(code).hasSize(6 + 8 + 2);
    assertThat(code[code.length - 2]).isEqualTo(0xb7L);
    assertThat(code[code.length - 1]).isEqualTo(0x95L);
  }
}
