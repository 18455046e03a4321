package dev.jstack.console.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final Map<String, Object> WEB =
      Map.of(
          "Name",
          "web-1",
          "Code",
          137L,
          "Up",
          true,
          "State",
          Map.of("Status", "running"),
          "Ports",
          List.of(80L, 443L),
          "Networks",
          Map.of("b", Map.of("IP", "10.0.0.3"), "a", Map.of("IP", "10.0.0.2")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          plain                                              | plain
          {{.Name}} is {{.State.Status}}                     | web-1 is running
          {{json .Ports}}                                    | [80,443]
          {{upper .Name}}                                    | WEB-1
          {{if .Up}}yes{{else}}no{{end}}                     | yes
          {{if eq .Code 0}}ok{{else if eq .Code 137}}killed{{end}} | killed
          {{range .Ports}}<{{.}}>{{end}}                     | <80><443>
          {{range $i, $p := .Ports}}{{$i}}={{$p}} {{$.Name}};{{end}} | 0=80 web-1;1=443 web-1;
          {{range .Networks}}<{{.IP}}>{{end}}                | <10.0.0.2><10.0.0.3>
          {{range $k, $v := .Networks}}{{$k}}{{end}}         | ab
          {{with .State}}{{.Status}}{{end}}                  | running
          {{index .Networks "a" "IP"}}                       | 10.0.0.2
          {{(index .Networks "b").IP}}                       | 10.0.0.3
          {{len .Ports}}                                     | 2
          {{.State.Missing}}                                 | <no value>
          {{.Ports}}                                         | [80 443]
          {{ .Name -}}   x                                   | web-1x
          {{$n := .Name}}{{if .Up}}{{$n}}{{end}}             | web-1
          {{range .Ports}}{{$p := .}}{{$p}},{{end}}          | 80,443,
          {{title "web/app of_mine"}}                        | Web/App Of_mine
          {{slice .Name 0 3}}{{slice .Ports 1}}              | web[443]
          {{html "<a> & b"}} {{urlquery "a b&c"}}            | &lt;a&gt; &amp; b a+b%26c
          {{printf "%-6s]%3d %q" .Name .Code .Name}}         | web-1 ]137 "web-1"
          {{join (split .Name "-") "+"}}                     | web+1
          [{{pad .Name 1 2}}]                                | [ web-1  ]
          {{print 1 2 "x" .Ports}} {{js "it's <b>"}}         | 1 2x[80 443] it\\'s \\u003Cb\\u003E
          {{printf "%v %v" .Ports .State}}                   | [80 443] map[Status:running]
          [{{index .State "Nope"}}]                          | []
          {{eq .Name "x" "web-1"}} {{lt 1.5 2}} {{0x10}} {{-3}} | true true 16 -3
          {{range .Ports}}{{if eq . 443}}{{break}}{{end}}{{.}}{{end}} | 80
          {{range .Ports}}{{if eq . 80}}{{continue}}{{end}}{{.}}{{end}} | 443
          {{with $x := .Name}}{{$x}}{{end}}{{if $y := .Up}}{{$y}}{{end}} | web-1true
          {{$x := 1}}{{if .Up}}{{$x = 2}}{{end}}{{$x}}       | 2
          {{with .State.Nope}}a{{else with .Name}}{{.}}{{end}} | web-1
          {{printf "%5s/%.2s/%x/%05d/%t/%T" .Name .Name "hi" 42 true 1}} | web-1/we/6869/00042/true/int
          {{printf "%.1f %6.2f %d%%" 1.25 2.5 "a"}}          | 1.2   2.50 %!d(string=a)%
          {{printf "%s"}} {{printf "a" 1}}                   | %!s(MISSING) a%!(EXTRA int=1)
          """)
  void rendersAsGoDoes(String template, String expected) {
    assertThat(Template.parse(template).render(WEB)).isEqualTo(expected);
  }

  @Test
  void aPipeGivesItsValueToTheFunction() {
    assertThat(Template.parse("{{.State | json}}").render(WEB))
        .isEqualTo("{\"Status\":\"running\"}");
  }

  @Test
  void structsHaveTheValuesOfAllTheirFieldsMapsTheirKeys() {
    var mount = new Struct("Type", "Name").with("Type", "bind").with("RW", true);
    var pool = new Struct("Subnet").field("Aux", Map.of()).field("Health", null);
    var data =
        Map.of("Mounts", List.of(mount), "Pool", pool, "Ports", Map.of("80/tcp", new Struct()));

    assertThat(Template.parse("{{.Mounts}} {{.Pool}} {{.Ports}} {{json .Mounts}}").render(data))
        .isEqualTo(
            "[{bind  true}] { map[] <nil>} map[80/tcp:{}] [{\"Type\":\"bind\",\"RW\":true}]");
  }

  @Test
  void aShapeKnowsWhatIsNullOrAbsentInJson() {
    var state = new HashMap<String, @Nullable Object>();
    state.put("Binds", null);
    var shaped = Shape.of("Id Binds[] Labels{} Health* Size#").struct(state);

    assertThat(
            Template.parse("{{.ID}}{{.Binds}}{{len .Labels}}{{.Health}}{{.Size}}").render(shaped))
        .isEqualTo("[]0<nil>0");
    assertThat(Template.parse("{{json .Binds}}{{if .Health}}well{{end}} {{json .}}").render(shaped))
        .isEqualTo("null {\"Binds\":null}");
    assertThatThrownBy(() -> Template.parse("{{.Health.Status}}").render(shaped))
        .hasMessageContaining("Status");
    assertThatThrownBy(() -> Template.parse("{{.Nope}}").render(shaped))
        .hasMessageContaining("no field \"Nope\"");
  }

  @Test
  void whatIsPutIntoAStructIsAField() {
    var mount = new Struct("Type", "Mode");
    mount.put("RW", true);

    assertThat(Template.parse("{{.Mode}}{{.RW}}").render(mount)).isEqualTo("true");
  }

  @Test
  void anUnknownFieldNamesThoseThatExist() {
    Template template = Template.parse("{{.Nam}}");
    assertThatThrownBy(() -> template.render(WEB))
        .isInstanceOf(JstackException.class)
        .hasMessageContaining("no field \"Nam\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {{.Name         | unclosed action
          {{if .Up}}yes   | missing {{end}}
          {{nope .Name}}  | function "nope" not defined
          {{end}}         | unexpected {{end}}
          """)
  void mistakesAreNamed(String template, String message) {
    assertThatThrownBy(() -> Template.parse(template)).hasMessageContaining(message);
  }
}
