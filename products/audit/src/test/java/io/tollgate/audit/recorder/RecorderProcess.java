package io.tollgate.audit.recorder;

import java.nio.file.Path;

/** A recorder in a process of its own, to be killed. */
final class RecorderProcess {
  private RecorderProcess() {}

  public static void main(final String[] args) throws Exception {
    final AuditRecorder recorder = new AuditRecorder(RecorderRig.settings(Path.of(args[0])));
    recorder.start();
    System.in.read();
  }
}
