package org.specie.services.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Listener;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.api.reference.ApiRecorder;
import org.specie.services.api.reference.ReferencePage;
import org.specie.services.registrar.evidence.Registration;

/** Makes docs/reference/api/registrar.md: a registrar that is asked everything it is for. */
final class RegistrarReferenceTest {
  private static final long UNTIL = 192;
  private static final String HEAD =
      """
      A registrar looks at evidence of who somebody is and signs that this person has no other wallet ([page 43](../../spec/43-registrar.md), [a guide](../../guides/running-a-registrar.md)). Providers ask it on
      behalf of their customers; as many registrars as the policy of the ledger requires have to sign one enrolment. It lets everybody ask, because a registration shows by itself whose it is: the identity provider signed
      the evidence, and its holder signed which wallet it is for. It is asked twice: for its part of what registrars call the person, which none of them can make out alone, and with the parts of enough registrars put together, for its signature.

      Registrars speak TLS with a certificate of their own, which whoever asks was given beforehand ([40.16](../../spec/40-service-api.md)).
      """;

  @Test
  @Requirement("U15")
  void thePageIsWhatTheRegistrarSaysOfItself() throws IOException {
    Offices offices = new Offices(3, 2);
    try (ApiRecorder recorder = new ApiRecorder();
        RegistrarService service =
            RegistrarService.start(
                "registrar-1",
                offices.registrar(0),
                new Listener("127.0.0.1", 0, Optional.empty()),
                RegistrarService.LIMITS)) {
      recorder.leadTo(service.port());
      URI asked = URI.create("http://127.0.0.1:" + recorder.port());
      try (ApiClient provider = new ApiClient(new ServiceAddress(asked, ServerTrust.system()))) {
        assertThat(RegistrarService.about(provider)).isInstanceOf(Answer.Done.class);
        Registration registration = offices.asks("ana", Offices.wallet(), UNTIL);
        assertThat(RegistrarService.share(provider, registration)).isInstanceOf(Answer.Done.class);
        assertThat(RegistrarService.register(provider, registration, offices.proof(registration)))
            .isInstanceOf(Answer.Done.class);
      }
      new ReferencePage(
              "registrar",
              "services/registrar RegistrarReferenceTest",
              "The API of a registrar",
              HEAD)
          .with("", recorder)
          .isCommitted();
    }
  }
}
