package io.tollgate.engine.infra.state;

import io.tollgate.engine.domain.memory.PageStore;
import io.tollgate.engine.domain.memory.Slab;
import io.tollgate.engine.domain.memory.UndoLog;
import io.tollgate.engine.domain.state.StateMemory;
import io.tollgate.engine.domain.state.Table;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.CloseHelper;
import org.agrona.MutableDirectBuffer;

/** The state's memory in files: a Chronicle Map a table, and the undo log. Engine thread only. */
final class StateFiles implements StateMemory, AutoCloseable {
  /** Bytes of a page. */
  static final int PAGE_LENGTH = 1 << 16;

  /** Words that one batch can change, at the most. */
  static final int UNDO_ENTRIES = 1 << 16;

  private static final String MAP_SUFFIX = ".cm";
  private static final String UNDO_NAME = "undo.log";

  private final Path directory;
  private final Map<Table, String> expectedChecksums;
  private final UndoFile undo;
  private final Map<Table, ChroniclePageStore> stores = new EnumMap<>(Table.class);

  /**
   * Opens or makes the files.
   *
   * @param directory of them.
   * @param expectedChecksums of the tables' pages; empty where none are known.
   * @throws UnusableStateException if they are to be thrown away.
   */
  StateFiles(final Path directory, final Map<Table, String> expectedChecksums) {
    this.directory = directory;
    this.expectedChecksums = expectedChecksums;
    this.undo =
        UndoFile.open(directory.resolve(UNDO_NAME).toFile(), UndoLog.lengthFor(UNDO_ENTRIES));
  }

  /**
   * Refuses a directory in which a file is missing: it would be made anew, and empty.
   *
   * @throws UnusableStateException if one is.
   */
  static void requireAll(final Path directory) {
    requireFile(directory.resolve(UNDO_NAME));
    for (final Table table : Table.values()) {
      requireFile(mapFile(directory, table));
    }
  }

  private static void requireFile(final Path file) {
    if (!Files.exists(file)) {
      throw new UnusableStateException(file + " is missing");
    }
  }

  private static Path mapFile(final Path directory, final Table table) {
    return directory.resolve(table.fileName() + MAP_SUFFIX);
  }

  private Path mapFile(final Table table) {
    return mapFile(directory, table);
  }

  @Override
  public PageStore pages(final Table table, final int capacity) {
    undo.enter();
    final ChroniclePageStore store =
        ChroniclePageStore.open(
            mapFile(table).toFile(),
            table.fileName(),
            PAGE_LENGTH,
            Slab.pagesFor(table.recordLength(), capacity, PAGE_LENGTH),
            undo);
    undo.leave();
    stores.put(table, store);
    final String expected = expectedChecksums.get(table);
    if (expected != null && !expected.equals(PageChecksum.of(store))) {
      throw new UnusableStateException(mapFile(table) + " was changed after the gate closed it");
    }
    return store;
  }

  @Override
  public MutableDirectBuffer undoMemory() {
    return undo.memory();
  }

  /** Checksums of all tables' pages. */
  Map<Table, String> checksums() {
    final Map<Table, String> checksums = new EnumMap<>(Table.class);
    stores.forEach((table, store) -> checksums.put(table, PageChecksum.of(store)));
    return checksums;
  }

  /** Forces closed files to the disk. */
  void force() {
    for (final Table table : stores.keySet()) {
      try (RandomAccessFile access = new RandomAccessFile(mapFile(table).toFile(), "rw")) {
        access.getChannel().force(true);
      } catch (final IOException e) {
        throw new UnusableStateException(mapFile(table) + " does not reach the disk: " + e, e);
      }
    }
  }

  @Override
  public void close() {
    CloseHelper.closeAll(stores.values());
    undo.close();
  }
}
