package dev.jstack.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartTest {
  @Test
  void arrivesAsItWasSent() {
    var start =
        new Start("0.1.0+7", 4711, bytes("up\0-d\0\0"), bytes("A=grüße\0B=\0"), bytes("/tmp\0"));

    var frame = start.frame();
    assertThat(frame.get()).isEqualTo(Frame.START);
    assertThat(frame.getInt()).isEqualTo(frame.remaining());
    var arrived = Start.parse(frame);

    assertThat(arrived.build()).isEqualTo("0.1.0+7");
    assertThat(arrived.pid()).isEqualTo(4711);
    assertThat(arrived.argumentList()).containsExactly("up", "-d", "");
    assertThat(arrived.environmentList()).containsExactly("A=grüße", "B=");
  }

  @Test
  void aLengthThatLiesIsRefused() {
    var payload = ByteBuffer.allocate(12).putInt(1).putInt(1 << 30).putInt(0).flip();

    assertThatThrownBy(() -> Start.parse(payload))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("invalid length 1073741824");
  }

  @Test
  void aFrameThatIsCutOffIsRefused() {
    assertThatThrownBy(() -> Start.parse(ByteBuffer.allocate(6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too short");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
