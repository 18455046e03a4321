package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserTextTest {
  private static final AccountFiles FILES =
      AccountFiles.of(
          """
          root:x:0:0:root:/root:/bin/sh
          app:x:1000:1000::/home/app:/bin/sh
          77:x:5:5::/five:/bin/sh
          broken:x:-1:0::/:/bin/sh
          nohome:x:1001:1001:::/bin/sh
          """,
          """
          root:x:0:root
          app:x:1000:
          video:x:44:app,other
          odd:x:10:root,app
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''       | 0    | 0    | 0,10       | /root",
        "root     | 0    | 0    | 0,10       | /root",
        "app      | 1000 | 1000 | 1000,44,10 | /home/app",
        "1000     | 1000 | 1000 | 1000,44,10 | /home/app",
        "1000:44  | 1000 | 44   | 44         | /home/app",
        "app:root | 1000 | 0    | 0          | /home/app",
        "4242     | 4242 | 0    | 0          | /",
        "4242:7   | 4242 | 7    | 7          | /",
        "77       | 5    | 5    | 5          | /five",
        "nohome   | 1001 | 1001 | 1001       | /",
      })
  void usersAreFoundByDockersRules(String text, long uid, long gid, String groups, String home) {
    var user = UserText.find(text, List.of(), FILES);
    assertThat(user.identity().uid()).isEqualTo(uid);
    assertThat(user.identity().gid()).isEqualTo(gid);
    assertThat(user.identity().groups())
        .isEqualTo(List.of(groups.split(",", -1)).stream().map(Long::valueOf).toList());
    assertThat(user.home()).isEqualTo(home);
  }

  @Test
  void groupsAreAddedByNameAndNumber() {
    assertThat(UserText.find("4242", List.of("video", "99"), FILES).identity().groups())
        .containsExactly(0L, 44L, 99L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "0x0", "-1", "4294967295", "99999999999", "broken"})
  void whatIsNeitherANameNorAnIdIsRefused(String text) {
    assertThatThrownBy(() -> UserText.find(text, List.of(), FILES))
        .hasMessageContaining("unable to find user \"" + text + "\"");
  }

  @Test
  void anUnknownGroupIsRefused() {
    assertThatThrownBy(() -> UserText.find("app:nope", List.of(), FILES))
        .hasMessageContaining("unable to find group \"nope\"");
  }
}
