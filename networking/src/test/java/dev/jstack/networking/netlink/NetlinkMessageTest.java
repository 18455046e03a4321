package dev.jstack.networking.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.address.MacAddress;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Bytes as the kernel's headers lay them out, for little-endian machines. */
@EnabledIf("littleEndian")
class NetlinkMessageTest {
  static boolean littleEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  @Test
  void attributesArePaddedButTheirLengthIsNot() {
    var message = new NetlinkMessage(16, 1).attributeText(3, "br0").attributeU8(7, 1);

    assertThat(hex(message)).isEqualTo("08000300" + "62723000" + "05000700" + "01000000");
  }

  @Test
  void nestedAttributesCountTheirContent() {
    var message = new NetlinkMessage(16, 1).nested(18, in -> in.attributeText(1, "veth"));

    assertThat(hex(message)).isEqualTo("10001280" + "09000100" + "7665746800000000");
  }

  @Test
  void theHeaderSaysLengthTypeFlagsAndNumber() {
    var bytes = new NetlinkMessage(16, 0x605).u32(1).finish(7);
    var header = new byte[bytes.remaining()];
    bytes.get(header);

    assertThat(HexFormat.of().formatHex(header))
        .isEqualTo("14000000" + "1000" + "0506" + "07000000" + "00000000" + "01000000");
  }

  @Test
  void aBridgeIsUpFromTheStart() {
    var request = Links.bridge("br0", MacAddress.parse("02-00-00-00-00-01"), 1500, 5);

    assertThat(request.action()).isEqualTo("create bridge br0");
    assertThat(hex(request.message()))
        .isEqualTo(
            "00000000"
                + "00000000"
                + "01000000"
                + "01000000" // struct ifinfomsg
                + "08000300"
                + "62723000"
                + "0a000100"
                + "020000000001"
                + "0000"
                + "08000400"
                + "dc050000"
                + "08001b00"
                + "05000000"
                + "10001280"
                + "0b000100"
                + "62726964676500"
                + "00");
  }

  private static String hex(NetlinkMessage message) {
    return HexFormat.of().formatHex(message.body());
  }
}
