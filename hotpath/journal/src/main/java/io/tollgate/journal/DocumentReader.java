package io.tollgate.journal;

import io.tollgate.journal.JournalException.Kind;
import java.io.File;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/** Copies documents out of the Chronicle queue. For one thread. */
final class DocumentReader implements AutoCloseable {
  private final ExcerptTailer tailer;
  private final UnsafeBuffer document = new UnsafeBuffer(0, 0);
  private long index = -1;

  DocumentReader(final SingleChronicleQueue queue) {
    tailer = queue.createTailer();
    tailer.singleThreadedCheckDisabled(true);
  }

  /**
   * Copies the next document into the view, unchecked.
   *
   * @return whether there is one
   */
  boolean next(final BatchView view) {
    try (DocumentContext context = tailer.readingDocument()) {
      if (!context.isPresent()) {
        return false;
      }
      index = context.index();
      copy(context.wire().bytes(), view);
      return true;
    } catch (final InternalError e) {
      // How the JVM reports that a mapped page lies beyond the file's end.
      throw new JournalException(Kind.CORRUPT, fileName() + " is truncated", e);
    } catch (final IllegalStateException e) {
      throw new JournalException(Kind.CORRUPT, fileName() + " cannot be read", e);
    }
  }

  private void copy(final Bytes<?> bytes, final BatchView view) {
    final long length = bytes.readRemaining();
    if (length > BatchFormat.MAX_LENGTH) {
      throw new JournalException(
          Kind.CORRUPT,
          fileName() + ", index " + Long.toHexString(index) + ": longer than any batch");
    }
    final UnsafeBuffer copy = view.prepare((int) length);
    document.wrap(bytes.addressForRead(bytes.readPosition(), (int) length), (int) length);
    copy.putBytes(0, document, 0, (int) length);
  }

  /** Goes in front of a document. */
  boolean moveTo(final long documentIndex) {
    return tailer.moveToIndex(documentIndex);
  }

  void toStart() {
    tailer.toStart();
    index = -1;
  }

  /** How many documents a cycle's file has; 0 or less where it has none. */
  long countIn(final int cycle) {
    return tailer.excerptsInCycle(cycle);
  }

  /** Of the document read last; -1 for none. */
  long index() {
    return index;
  }

  String fileName() {
    final File file = tailer.currentFile();
    return file == null ? "no file" : file.getName();
  }

  @Override
  public void close() {
    tailer.close();
  }
}
