package io.tollgate.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tollgate.adminapi.fixture.ApiFixture;
import io.tollgate.identity.message.RecordMessages;
import io.tollgate.identity.v1.IdentityV1;
import io.tollgate.support.error.NotFoundException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who would rather have messages of protobuf gets them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtobufTest {
  private static final String AGENT = "/v1/agents/" + "3b".repeat(32);
  private static final String PROTOBUF = "application/protobuf";

  private ApiFixture fixture;

  @BeforeAll
  void start(@TempDir final Path data) {
    fixture = ApiFixture.start(data);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @AfterEach
  void reset() {
    fixture.identity().reset();
  }

  @Test
  void shouldAnswerAnAgentAsAMessageWithTheSameHeaders() throws InvalidProtocolBufferException {
    final HttpResponse<byte[]> response = get(AGENT, PROTOBUF);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
    assertThat(response.headers().firstValue("Vary")).hasValue("Accept");
    assertThat(response.headers().firstValue("Tollgate-Position")).hasValue("1042");
    assertThat(response.headers().firstValue("ETag")).hasValue("\"1001\"");
    final IdentityV1.Agent agent = IdentityV1.Agent.parseFrom(response.body());
    assertThat(agent.getName()).isEqualTo("research-lead");
    assertThat(agent.getTrust()).isEqualTo(IdentityV1.Trust.TRUST_TRUSTED);
    assertThat(agent.getOwner().getTeam()).isEqualTo("platform");
    assertThat(agent.getMetadataMap()).containsEntry("model", "gpt-4o");
  }

  @Test
  void shouldAnswerListsSuccessionsAndEvidenceAsMessages() throws InvalidProtocolBufferException {
    final IdentityV1.AgentPage page =
        IdentityV1.AgentPage.parseFrom(get("/v1/agents", PROTOBUF).body());
    assertThat(page.getItemsList()).extracting(IdentityV1.Agent::getVersion).containsExactly(1001L);
    assertThat(page.getNextCursor()).isEqualTo("bmV4dA");
    assertThat(page.getPosition()).isEqualTo(1042);

    final IdentityV1.KeySuccession keys =
        IdentityV1.KeySuccession.parseFrom(get(AGENT + "/keys", PROTOBUF).body());
    assertThat(keys.getKeys(0).getOldSignature().size()).isEqualTo(64);

    final IdentityV1.DelegationEvidence evidence =
        IdentityV1.DelegationEvidence.parseFrom(
            get("/v1/delegations/fffffffffffffffe/evidence", PROTOBUF).body());
    assertThat(evidence.getLinkId()).isEqualTo(-2L);
    assertThat(evidence.getRequest().getParentLinkId()).isEqualTo(5L);
    assertThat(evidence.getSignature().size()).isEqualTo(64);
  }

  @Test
  void shouldAnswerARecordThatCanBeReadBack() {
    final HttpResponse<byte[]> response = get(AGENT + "/record", "application/x-protobuf");

    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
    final RecordMessages.ReadRecord read = RecordMessages.read(response.body());
    assertThat(read.isUnderstood()).isTrue();
    assertThat(read.record().position()).isEqualTo(1042);
    assertThat(read.record().keys()).hasSize(2);
    assertThat(read.record().quotas()).hasSize(1);
    assertThat(read.record().budget().orElseThrow().limitNano()).isEqualTo(12_500_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/protobuf",
        "application/protobuf, application/json",
        "application/json;q=0.5, application/protobuf",
        "text/html, application/x-protobuf;q=0.9, */*;q=0.1",
        "application/protobuf;q=0.2"
      })
  void shouldAnswerAMessageToWhoLikesItBest(final String accept) {
    assertThat(get(AGENT, accept).headers().firstValue("Content-Type").orElseThrow())
        .contains("protobuf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/*",
        "text/html",
        "application/json, application/protobuf",
        "application/protobuf;q=0",
        "application/protobuf;q=0.5, application/json",
        "application/protobuf;q=0.1, */*",
        "application/protobufs",
        "text/protobuf",
        ";;;,,,q=",
        "application/",
        "/protobuf"
      })
  void shouldAnswerJsonToEveryoneElse(final String accept) {
    final HttpResponse<byte[]> response = get(AGENT, accept);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void shouldSayInJsonWhatWentWrong() {
    fixture
        .identity()
        .answering(
            call -> {
              throw new NotFoundException("agent", "nobody");
            });
    final HttpResponse<byte[]> response = get(AGENT + "/record", PROTOBUF);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  private HttpResponse<byte[]> get(final String path, final String accept) {
    return fixture.bytes(fixture.asAdmin(path).header("Accept", accept).GET());
  }
}
