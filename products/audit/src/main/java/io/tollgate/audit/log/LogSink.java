package io.tollgate.audit.log;

import java.io.IOException;

/** Takes a log in the order in which it was written. For one thread. */
public interface LogSink {
  /** A segment begins. The first that is taken may be any; what follows belongs to it. */
  void start(LogStart start) throws IOException;

  /** The next record lies in an array from an offset on. */
  void record(byte[] bytes, int offset, int length) throws IOException;

  /** The signed note that ends a batch of the records since the last one. */
  void batch(byte[] note) throws IOException;

  /** A newer checkpoint, over no more records. */
  void head(byte[] note) throws IOException;
}
