package io.tollgate.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published vectors of RFC 6962 trees; where they come from is in merkle/NOTICE.txt. */
final class MerkleVectorsTest {
  private static final List<byte[]> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(HexFormat.of()::parseHex)
          .toList();
  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private final MerkleProofs proofs = new MerkleProofs();

  @Test
  void shouldReachThePublishedRootAtEverySize() {
    final CompactRange range = new CompactRange();
    for (int size = 0; size <= LEAVES.size(); size++) {
      assertThat(HexFormat.of().formatHex(range.root())).isEqualTo(ROOTS.get(size));
      assertThat(CompactRange.of(size, range.subtreeRoots()).root()).isEqualTo(range.root());
      if (size < LEAVES.size()) {
        range.append(MemoryTree.leafHash(LEAVES.get(size)), 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  void shouldJudgeInclusionAsPublished(final String name, final String[] vector) {
    final boolean isIncluded =
        proofs.isIncluded(
            hex(vector[4]),
            Long.parseUnsignedLong(vector[2]),
            Long.parseUnsignedLong(vector[3]),
            proof(vector[6]),
            hex(vector[5]));

    assertThat(isIncluded).as(name).isEqualTo(vector[1].equals("valid"));
  }

  static Stream<Object[]> shouldJudgeInclusionAsPublished() {
    return vectors("inclusion.txt");
  }

  @ParameterizedTest
  @MethodSource
  void shouldJudgeConsistencyAsPublished(final String name, final String[] vector) {
    final boolean isConsistent =
        proofs.isConsistent(
            Long.parseUnsignedLong(vector[2]),
            hex(vector[4]),
            Long.parseUnsignedLong(vector[3]),
            hex(vector[5]),
            proof(vector[6]));

    assertThat(isConsistent).as(name).isEqualTo(vector[1].equals("valid"));
  }

  static Stream<Object[]> shouldJudgeConsistencyAsPublished() {
    return vectors("consistency.txt");
  }

  @Test
  void shouldProveEveryLeafAndEveryBeginningOfEveryTree() {
    final MemoryTree tree = new MemoryTree(37);
    for (int size = 1; size <= 37; size++) {
      final byte[] root = tree.root(size);
      for (int leaf = 0; leaf < size; leaf++) {
        final List<byte[]> proof = proofs.inclusion(tree, leaf, size);
        assertThat(proofs.isIncluded(tree.node(0, leaf), leaf, size, proof, root)).isTrue();
        assertThat(proofs.isIncluded(tree.node(0, leaf), leaf + 1, size, proof, root)).isFalse();
      }
      for (int from = 1; from <= size; from++) {
        final List<byte[]> proof = proofs.consistency(tree, from, size);
        assertThat(proofs.isConsistent(from, tree.root(from), size, root, proof)).isTrue();
      }
    }
  }

  private static Stream<Object[]> vectors(final String file) {
    try (InputStream in = MerkleVectorsTest.class.getResourceAsStream("merkle/" + file)) {
      final String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", -1))
          .map(vector -> new Object[] {vector[0], vector});
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> proof(final String text) {
    return text.equals("none")
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(MerkleVectorsTest::hex).toList();
  }

  private static byte[] hex(final String text) {
    return text.equals("-") ? new byte[0] : HexFormat.of().parseHex(text);
  }
}
