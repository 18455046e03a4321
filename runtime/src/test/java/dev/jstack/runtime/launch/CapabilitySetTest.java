package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitySetTest {
  @Test
  void nothingAskedIsDockersDefault() {
    assertThat(CapabilitySet.resolve(List.of(), List.of()).mask()).isEqualTo(0xa80425fbL);
  }

  @Test
  void namesAreTakenInAnyForm() {
    assertThat(CapabilitySet.resolve(List.of("net_admin"), List.of("ALL")))
        .isEqualTo(CapabilitySet.resolve(List.of("CAP_NET_ADMIN"), List.of("all")))
        .hasToString("net_admin");
  }

  @Test
  void dropsLeaveTheRest() {
    assertThat(CapabilitySet.resolve(List.of(), List.of("CHOWN", "KILL")).toString())
        .startsWith("dac_override,fowner")
        .doesNotContain("kill");
  }

  @Test
  void allButSomeIsTheEnginesOwnWithoutThem() {
    var set = CapabilitySet.resolve(List.of("ALL"), List.of("SYS_ADMIN"));

    assertThat(set.has(CapabilitySet.number("SYS_ADMIN"))).isFalse();
    assertThat(set.and(CapabilitySet.own())).isEqualTo(set);
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> CapabilitySet.resolve(List.of("FLY"), List.of()))
        .hasMessage("unknown capability \"FLY\"");
  }
}
