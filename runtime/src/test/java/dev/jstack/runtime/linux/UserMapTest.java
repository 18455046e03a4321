package dev.jstack.runtime.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UserMapTest {
  private final UserMap map =
      new UserMap(IdMap.parse("0 100000 1000\n1000 200000 10\n"), IdMap.of(0, 300_000, 100));

  @Test
  void anIdIsFoundInItsRange() {
    assertThat(map.userOutside(999)).isEqualTo(100_999);
    assertThat(map.userOutside(1009)).isEqualTo(200_009);
    assertThat(map.groupOutside(5)).isEqualTo(300_005);
    assertThat(map.userInside(200_009)).isEqualTo(1009);
    assertThat(map.groupInside(300_099)).isEqualTo(99);
  }

  @Test
  void whoIsNotInTheMapIsNobodyInside() {
    assertThat(map.userInside(0)).isEqualTo(65_534);
    assertThat(map.userInside(101_000)).isEqualTo(65_534);
    assertThat(map.groupInside(-2)).isEqualTo(65_534);
  }

  @Test
  void anIdThatIsNotInsideIsAnError() {
    assertThatThrownBy(() -> map.userOutside(1010)).hasMessageContaining("1010");
    assertThatThrownBy(() -> map.groupOutside(-1)).hasMessageContaining("4294967295");
  }

  @Test
  void overlayfsGetsAnIdThatNoImageHas() {
    assertThat(map.withOverlayfs().users())
        .hasToString("0 100000 1000\n1000 200000 10\n4294967293 0 1\n");
  }
}
