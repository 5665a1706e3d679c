package io.tollgate.reliability;

import io.aeron.Aeron;
import io.tollgate.client.GateChannels;
import io.tollgate.client.GateSession;
import io.tollgate.engine.domain.chain.Chain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A client in a process of its own that asks without end and never reads an answer. */
final class GreedyClient {
  private GreedyClient() {}

  /** Argument: Aeron directory. First line of input: a chain. Ends when the gate closes it. */
  public static void main(final String[] arguments) throws IOException {
    final BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    final Chain chain = Chain.ofText(input.readLine());
    final Aeron.Context context =
        new Aeron.Context().aeronDirectoryName(arguments[0]).errorHandler(error -> {});
    try (Aeron aeron = Aeron.connect(context);
        GateSession session =
            GateSession.connect(aeron, GateChannels.ipc(), TimeUnit.SECONDS.toNanos(10))) {
      long sent = 0;
      boolean isOpen = true;
      while (isOpen) {
        switch (session.offerCheck(sent, chain, Fleet.PERMISSION, 0)) {
          case SENT -> sent++;
          case BACK_PRESSURED, ADMIN_ACTION -> Thread.onSpinWait();
          default -> isOpen = false;
        }
      }
      System.out.println("CLOSED " + sent);
    }
  }
}
