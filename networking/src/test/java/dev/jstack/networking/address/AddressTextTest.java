package dev.jstack.networking.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.64.0.1",
        "::",
        "::1",
        "fe80::",
        "fd00:77::9",
        "1:2:3:4:5:6:7:8",
        "2001:db8::1:0:0:1",
        "1:0:3:4:5:6:7:8"
      })
  void anAddressIsWrittenAsPeopleWriteIt(String text) {
    assertThat(AddressText.of(Subnet.literal(text))).isEqualTo(text);
  }
}
