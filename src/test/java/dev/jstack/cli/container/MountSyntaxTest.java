package dev.jstack.cli.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.console.Interrupts;
import dev.jstack.console.Invocation;
import dev.jstack.console.Terminal;
import dev.jstack.runtime.container.MountSpec;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MountSyntaxTest {
  private static final PrintStream NOWHERE =
      new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
  private static final Invocation CALLER =
      new Invocation(
          List.of(),
          Path.of("/work"),
          Map.of("HOME", "/home/ann"),
          0,
          InputStream.nullInputStream(),
          NOWHERE,
          NOWHERE,
          Terminal.none(),
          new Interrupts());

  @Test
  void aPathAloneIsAnAnonymousVolume() {
    assertThat(MountSyntax.volume("/data", CALLER))
        .isEqualTo(new MountSpec.Volume(null, "/data", false, false, null));
  }

  @Test
  void aNameIsAVolume() {
    assertThat(MountSyntax.volume("db:/data:ro,nocopy", CALLER))
        .isEqualTo(new MountSpec.Volume("db", "/data", true, true, null));
  }

  @Test
  void relativeSourcesAreTheCallers() {
    assertThat(MountSyntax.volume("./src:/src/../app", CALLER))
        .isEqualTo(new MountSpec.Bind("/work/src", "/app", false, true, "rprivate"));
    assertThat(MountSyntax.volume("~/x:/x:rslave", CALLER))
        .isEqualTo(new MountSpec.Bind("/home/ann/x", "/x", false, true, "rslave"));
  }

  @Test
  void aTmpfsWithASourceAndAFlagThatIsNeitherAreRefused() {
    assertThatThrownBy(() -> MountSyntax.mount("type=tmpfs,source=x,target=/t", CALLER))
        .hasMessageContaining("no source");
    assertThatThrownBy(() -> MountSyntax.mount("type=volume,target=/t,readonly=maybe", CALLER))
        .hasMessageContaining("\"maybe\"");
    assertThat(MountSyntax.mount("type=volume,target=/t,readonly=0", CALLER).readOnly()).isFalse();
  }

  @Test
  void theLongFormNeedsItsSourceToExist() {
    assertThat(MountSyntax.mount("type=bind,source=/etc/hosts,target=/h,readonly", CALLER))
        .isEqualTo(new MountSpec.Bind("/etc/hosts", "/h", true, false, "rprivate"));
  }

  @Test
  void tmpfsKeepsOptionsItDoesNotKnow() {
    assertThat(MountSyntax.tmpfs("/run:size=64m,mode=1777,exec,uid=5"))
        .isEqualTo(new MountSpec.Tmpfs("/run", false, 64L << 20, 01777, "exec,uid=5"));
  }

  @Test
  void aRelativeTargetIsRefused() {
    assertThatThrownBy(() -> MountSyntax.volume("db:data", CALLER))
        .hasMessageContaining("must be absolute");
  }
}
