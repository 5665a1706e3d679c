package io.tollgate.engine.domain;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Console;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The engine replays byte for byte only as long as nothing but state and message gets into it. */
class DomainPurityTest {
  private static final JavaClasses DOMAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tollgate.engine.domain");

  private static final Set<String> SYSTEM_METHODS = Set.of("arraycopy", "identityHashCode");

  @Test
  void shouldDependOnNothingThatDoesInputOrOutput() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "io.tollgate.engine.domain..",
                    "io.tollgate.crypto..",
                    "org.agrona..",
                    "java.lang..",
                    "java.math..",
                    "java.nio",
                    "java.nio.charset..",
                    "java.security..",
                    "java.time..",
                    "java.util..")
                // What an Appendable, which a dump is written to, may throw.
                .or(assignableTo(IOException.class)))
        .check(DOMAIN);
  }

  @Test
  void shouldNotShareItsStateBetweenThreads() {
    final DescribedPredicate<JavaClass> timeUnit = assignableTo(TimeUnit.class);
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.concurrent..").and(DescribedPredicate.not(timeUnit)))
        .orShould()
        .dependOnClassesThat(assignableTo(Thread.class))
        .check(DOMAIN);
  }

  @Test
  void shouldNotReadAClock() {
    noClasses()
        .should()
        .dependOnClassesThat(assignableTo(Clock.class))
        .orShould()
        .dependOnClassesThat(describe("an Agrona clock", DomainPurityTest::isAgronaClock))
        .orShould()
        .callMethodWhere(describe("now() of java.time", DomainPurityTest::readsJavaTime))
        .check(DOMAIN);
  }

  @Test
  void shouldNotUseRandomness() {
    noClasses()
        .should()
        .dependOnClassesThat(
            assignableTo(RandomGenerator.class)
                .or(assignableTo(Random.class))
                .or(assignableTo(SecureRandom.class)))
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(DOMAIN);
  }

  @Test
  void shouldNotAskTheMachineItRunsOn() {
    noClasses()
        .should()
        .accessTargetWhere(describe("System", DomainPurityTest::asksTheSystem))
        .orShould()
        .dependOnClassesThat(
            assignableTo(Runtime.class)
                .or(assignableTo(Process.class))
                .or(assignableTo(Console.class)))
        .orShould()
        .dependOnClassesThat(resideInAnyPackage("java.util.logging.."))
        .check(DOMAIN);
  }

  private static boolean isAgronaClock(final JavaClass type) {
    return type.getPackageName().startsWith("org.agrona") && type.getSimpleName().endsWith("Clock");
  }

  private static boolean readsJavaTime(final JavaMethodCall call) {
    return call.getTargetOwner().getPackageName().startsWith("java.time")
        && "now".equals(call.getName());
  }

  private static boolean asksTheSystem(final JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(System.class)
        && !SYSTEM_METHODS.contains(access.getName());
  }
}
