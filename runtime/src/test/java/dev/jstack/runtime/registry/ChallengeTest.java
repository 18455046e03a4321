package dev.jstack.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {
  private static List<Challenge> parse(String... headers) {
    return Challenge.parse(List.of(headers));
  }

  @Test
  void aBearerChallengeHasARealmServiceAndScopeWhichMayHoldCommas() {
    assertThat(
            parse(
                "Bearer realm=\"https://auth.example.com/token\",service=\"reg.example.com\","
                    + "scope=\"repository:a/b:pull,push repository:c:pull\""))
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of(
                    "realm", "https://auth.example.com/token",
                    "service", "reg.example.com",
                    "scope", "repository:a/b:pull,push repository:c:pull")));
  }

  @Test
  void oneHeaderMayHoldSeveralChallenges() {
    assertThat(parse("Negotiate, Basic realm=\"a, b\", Bearer realm=x ,error=insufficient_scope"))
        .containsExactly(
            new Challenge("negotiate", Map.of()),
            new Challenge("basic", Map.of("realm", "a, b")),
            new Challenge("bearer", Map.of("realm", "x", "error", "insufficient_scope")));
  }

  @Test
  void aTokenAfterTheSchemeIsNoChallengeOfItsOwn() {
    assertThat(parse("Negotiate YWJj==, Basic realm=r"))
        .containsExactly(
            new Challenge("negotiate", Map.of()), new Challenge("basic", Map.of("realm", "r")));
  }

  @Test
  void namesAndSchemesHaveNoCaseAndQuotesAreEscaped() {
    assertThat(parse("BASIC Realm=\"say \\\"hi\\\"\""))
        .containsExactly(new Challenge("basic", Map.of("realm", "say \"hi\"")));
  }

  @Test
  void eachHeaderHasItsOwn() {
    assertThat(parse("Basic realm=a", "Bearer realm=b")).hasSize(2);
  }

  @Test
  void whatCannotBeReadIsLeftOut() {
    assertThat(parse("", "\"\"", "=x")).isEmpty();
  }
}
