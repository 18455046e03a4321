package dev.jstack;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** The walls between packages, as ARCHITECTURE.md draws them. */
class WallsTest {
  private static final JavaClasses JSTACK =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.jstack");

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.jstack.(**)").should().beFreeOfCycles());
  }

  @Test
  void modulesUseOnlyThoseToTheirLeft() {
    check(none("dev.jstack.runtime..", "dev.jstack.networking..", "dev.jstack.compose.."));
    check(none("dev.jstack.networking..", "dev.jstack.compose.."));
    for (var module : new String[] {"runtime", "networking", "compose"}) {
      check(
          none(
              "dev.jstack." + module + "..",
              "dev.jstack.client..",
              "dev.jstack.cli..",
              "dev.jstack.engine..",
              "dev.jstack.console.."));
    }
  }

  @Test
  void everyLibraryHasOnePackage() {
    only("dev.jstack.runtime.linux", "com.sun.jna..");
    only("dev.jstack.cli..", "picocli..");
    only("dev.jstack.compose.yaml", "org.snakeyaml..");
    only("dev.jstack.runtime.json", "com.fasterxml.jackson..");
  }

  @Test
  void theClientKnowsNothingButTheJdk() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.jstack.client..")
            .should()
            .dependOnClassesThat(
                not(
                    resideInAnyPackage(
                        "dev.jstack.client..", "java..", "sun.misc..", "org.jspecify.."))));
  }

  @Test
  void networkingKnowsOnlyTheBaseOfTheRuntime() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.jstack.networking..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.jstack.runtime..")
                    .and(
                        not(
                            resideInAnyPackage(
                                "dev.jstack.runtime",
                                "dev.jstack.runtime.linux",
                                "dev.jstack.runtime.json")))));
  }

  @Test
  void composeIsPure() {
    check(
        none(
            "dev.jstack.compose..",
            "dev.jstack.networking..",
            "dev.jstack.runtime.linux..",
            "dev.jstack.runtime.launch..",
            "dev.jstack.runtime.layer..",
            "dev.jstack.runtime.build..",
            "java.net.http.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.jstack.compose..")
            .should()
            .dependOnClassesThat(belongToAnyOf(ProcessBuilder.class, java.time.Clock.class)));
  }

  @Test
  void imagesDoNotKnowContainers() {
    for (var one : new String[] {"image", "layer", "dockerfile"}) {
      check(none("dev.jstack.runtime." + one + "..", "dev.jstack.runtime.container.."));
    }
  }

  @Test
  void onlyTheEdgeOfTheProgramTouchesItsProcess() {
    var edge = resideInAnyPackage("dev.jstack.client", "dev.jstack.cli..", "dev.jstack.console");
    check(
        noClasses()
            .that(not(edge))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class));
    check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
  }

  @Test
  void classesAreClosedAndNamedAfterThings() {
    check(classes().that().areNotInterfaces().should(new BeClosed()));
    for (var suffix : new String[] {"Manager", "Helper", "Util", "Utils", "Impl"}) {
      check(noClasses().should().haveSimpleNameEndingWith(suffix));
    }
  }

  private static ArchRule none(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to);
  }

  private static void only(String user, String library) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(user)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(JSTACK);
  }

  /** Final, abstract by being sealed, or an exception: the last may be extended. */
  private static final class BeClosed extends ArchCondition<JavaClass> {
    private BeClosed() {
      super("be final, sealed or an exception");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      boolean closed =
          type.getModifiers().contains(JavaModifier.FINAL)
              || type.isAnonymousClass()
              || type.isEnum()
              || type.isAssignableTo(Throwable.class)
              || type.reflect().isSealed();
      if (!closed) {
        events.add(SimpleConditionEvent.violated(type, type.getName() + " is open"));
      }
    }
  }
}
