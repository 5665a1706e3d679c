package io.tollgate.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The adapters know the domain; the domain does not know that there are any. */
class LayerDirectionTest {
  private static final String DOMAIN = "io.tollgate.engine.domain..";

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tollgate.engine");

  @Test
  void shouldKeepInfrastructureOutOfTheDomain() {
    noClasses()
        .that()
        .resideInAPackage(DOMAIN)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tollgate.engine",
            "io.tollgate.engine.infra..",
            "io.tollgate.journal..",
            "io.tollgate.sbe..",
            "io.aeron..",
            "net.openhft..")
        .check(ENGINE);
  }

  @Test
  void shouldLeaveTheDomainPackagesToTheDomainModule() {
    final Path classes = Path.of("target", "classes").toAbsolutePath();
    final Set<String> strays =
        ENGINE.that(resideInAPackage(DOMAIN)).stream()
            .filter(type -> isUnder(classes, type))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());

    assertThat(strays).isEmpty();
  }

  private static boolean isUnder(final Path directory, final JavaClass type) {
    final URI uri = type.getSource().orElseThrow().getUri();
    return "file".equals(uri.getScheme()) && Path.of(uri).startsWith(directory);
  }
}
