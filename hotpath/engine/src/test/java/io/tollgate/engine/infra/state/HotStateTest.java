package io.tollgate.engine.infra.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.crypto.HkdfSha256;
import io.tollgate.engine.domain.chain.RootKeyDerivation;
import io.tollgate.engine.domain.fact.AgentRegistered;
import io.tollgate.engine.domain.state.Capacities;
import io.tollgate.engine.domain.state.FactApplier;
import io.tollgate.engine.domain.state.GateSettings;
import io.tollgate.engine.domain.state.GateState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Chronicle Maps; the journal is played by counting batches of one record. */
class HotStateTest {
  @TempDir private Path directory;

  private int rebuilds;

  @Test
  void shouldStartEmptyWithoutJournal() {
    try (HotState hot = open(0)) {
      assertThat(hot.recovery()).isEqualTo(Recovery.FIRST_START);
      assertThat(hot.state().agents().size()).isZero();
    }
  }

  @Test
  void shouldFindEverythingAfterCleanEnd() {
    leaveClean(300);
    try (HotState hot = open(300)) {
      assertThat(hot.recovery()).isEqualTo(Recovery.CLEAN);
      assertThat(hot.state().agents().size()).isEqualTo(300);
    }
  }

  @Test
  void shouldFindEverythingAfterKill() {
    leaveKilled(300);
    try (HotState hot = open(300)) {
      assertThat(hot.recovery()).isEqualTo(Recovery.UNDONE);
      assertThat(hot.state().agents().size()).isEqualTo(300);
    }
  }

  @Test
  void shouldTakeBackBatchThatNeverReachedTheJournal() {
    leaveKilledInBatch(3);
    try (HotState hot = open(2)) {
      assertThat(hot.recovery()).isEqualTo(Recovery.UNDONE);
      assertThat(hot.state().agents().size()).isEqualTo(2);
      assertThat(hot.state().header().position()).isEqualTo(2);
    }
  }

  @Test
  void shouldKeepBatchThatReachedTheJournalAlthoughItsUndoLogIsOpen() {
    leaveKilledInBatch(3);
    try (HotState hot = open(3)) {
      assertThat(hot.recovery()).isEqualTo(Recovery.UNDONE);
      assertThat(hot.state().agents().size()).isEqualTo(3);
      assertThat(hot.state().undo().count()).isZero();
    }
  }

  @Test
  void shouldRebuildStateThatIsAheadOfTheJournal() {
    leaveClean(5);
    assertRebuilt(4);
  }

  @Test
  void shouldRebuildStateThatIsBehindTheJournal() {
    leaveClean(5);
    assertRebuilt(6);
  }

  @Test
  void shouldRebuildAgainWhereRebuildWasKilledWithItsLastRecordHalfApplied() {
    leaveClean(5);
    assertThatThrownBy(() -> open(6, this::dieInLastRecord)).hasMessage("killed");
    assertThatThrownBy(() -> StateInspection.open(directory, new HotState.JournalEnd(6, 6)).close())
        .isInstanceOf(UnusableStateException.class);
    assertRebuilt(6);
  }

  @Test
  void shouldNotInspectStateThatTheNextStartWouldRebuild() {
    leaveClean(5);
    assertThatThrownBy(() -> StateInspection.open(directory, new HotState.JournalEnd(6, 6)).close())
        .isInstanceOf(UnusableStateException.class)
        .hasMessage("the state is at record 5, the journal at 6");
  }

  @Test
  void shouldRebuildAfterTheMachineWentDown() throws IOException {
    leaveKilled(5);
    final Path manifest = directory.resolve("manifest");
    Files.writeString(manifest, Files.readString(manifest).replaceFirst("boot=.*", "boot=another"));
    assertRebuilt(5);
  }

  @Test
  void shouldRebuildStateOfAnotherShape() throws IOException {
    leaveClean(5);
    final Path manifest = directory.resolve("manifest");
    Files.writeString(manifest, Files.readString(manifest).replaceFirst("agents=", "agents=1"));
    assertRebuilt(5);
  }

  @Test
  void shouldNameWhatIsNotAsItWasWhenTheStateWasMade() {
    leaveClean(5);
    final Capacities wider = new Capacities(1 << 10, 64, 1 << 11, 1 << 10, 64, 512, 2_000, 256);
    assertThatThrownBy(() -> new StateManifest(directory, wider, GateSettings.standard()).check())
        .isInstanceOf(UnusableStateException.class)
        .hasMessage(
            "it was made for reservations = 1024, which is 512 now; events = 1024, which is 2000"
                + " now");
  }

  @Test
  void shouldRebuildAfterKillInTheMiddleOfMapOperation() throws IOException {
    leaveKilled(5);
    overwrite(directory.resolve("undo.log"), 8, (byte) 1);
    assertRebuilt(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agents.cm", "permissions.cm", "undo.log"})
  void shouldRebuildWhereFileIsMissing(final String name) throws IOException {
    leaveKilled(5);
    Files.delete(directory.resolve(name));
    assertRebuilt(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agents.cm", "header.cm", "events.cm", "manifest", "undo.log"})
  void shouldRebuildWhereFileIsCutOff(final String name) throws IOException {
    leaveClean(5);
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
      file.setLength(7);
    }
    assertRebuilt(5);
  }

  @Test
  void shouldRebuildWhereHeaderOfMapIsDestroyed() throws IOException {
    leaveKilled(5);
    overwrite(directory.resolve("agents.cm"), 100, (byte) '?');
    assertRebuilt(5);
  }

  @Test
  void shouldRebuildWhereMapIsAllZeros() throws IOException {
    leaveKilled(5);
    Files.write(directory.resolve("agents.cm"), new byte[100_000]);
    assertRebuilt(5);
  }

  @Test
  void shouldRebuildWhereRecordWasChangedAfterCleanEnd() throws IOException {
    leaveClean(5);
    final Path map = directory.resolve("agents.cm");
    overwrite(map, indexOf(map, "agent-3"), (byte) 'X');
    assertRebuilt(5);
  }

  private void assertRebuilt(final long journalEnd) {
    try (HotState hot = open(journalEnd)) {
      assertThat(hot.recovery()).isEqualTo(Recovery.REBUILT);
      assertThat(rebuilds).isEqualTo(1);
      assertThat(hot.state().agents().size()).isEqualTo((int) journalEnd);
    }
    leaveClean(0, journalEnd);
    try (HotState hot = open(journalEnd)) {
      assertThat(hot.recovery()).isEqualTo(Recovery.CLEAN);
    }
  }

  private void leaveClean(final long from, final long to) {
    final HotState hot = open(Math.max(from, to));
    hot.closeClean();
  }

  private void leaveClean(final int agents) {
    final HotState hot = open(0);
    registerUpTo(hot.state(), agents);
    hot.closeClean();
  }

  private void leaveKilled(final int agents) {
    try (HotState hot = open(0)) {
      registerUpTo(hot.state(), agents);
    }
  }

  private void leaveKilledInBatch(final int agents) {
    try (HotState hot = open(0)) {
      registerUpTo(hot.state(), agents - 1);
      register(hot.state());
    }
  }

  private HotState open(final long journalEnd) {
    return open(
        journalEnd,
        state -> {
          rebuilds++;
          registerUpTo(state, (int) journalEnd);
        });
  }

  private void dieInLastRecord(final GateState state) {
    registerUpTo(state, 5);
    register(state);
    throw new IllegalStateException("killed");
  }

  private HotState open(final long journalEnd, final Consumer<GateState> rebuild) {
    return HotState.open(
        new HotState.Parts(
            directory,
            Capacities.small(),
            GateSettings.standard(),
            new RootKeyDerivation(new byte[32], HkdfSha256.create()),
            7),
        new HotState.JournalEnd(journalEnd, journalEnd),
        rebuild);
  }

  private static void registerUpTo(final GateState state, final int agents) {
    while (state.agents().size() < agents) {
      register(state);
      state.undo().commit();
    }
  }

  private static void register(final GateState state) {
    final FactApplier applier = new FactApplier(state);
    applier.begin(1_000_000_000L);
    final AgentRegistered fact = new AgentRegistered();
    fact.agentSlot = state.agents().size();
    fact.agentId.putLong(0, fact.agentSlot + 1L);
    fact.name.set("agent-" + fact.agentSlot);
    state.agents().hasRoom();
    applier.apply(fact);
    applier.end();
  }

  private static void overwrite(final Path file, final long at, final byte value)
      throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(at);
      access.write(value);
    }
  }

  private static int indexOf(final Path file, final String text) throws IOException {
    final String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    return bytes.indexOf(text);
  }
}
