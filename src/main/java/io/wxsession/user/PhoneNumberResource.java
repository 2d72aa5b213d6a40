package io.wxsession.user;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.wxsession.config.Secret;
import io.wxsession.security.CurrentSession;
import io.wxsession.security.SessionPrincipal;

/** Receives the result of WeChat's phone number button. */
@Path("/v1/user/phone-number")
@Authenticated
@HttpAuthenticationMechanism(SessionPrincipal.MECHANISM)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
@SecurityRequirement(name = "session")
@Cancellable(false)
public class PhoneNumberResource {

    private final PhoneNumberService phoneNumbers;
    private final CurrentSession currentSession;

    PhoneNumberResource(PhoneNumberService phoneNumbers, CurrentSession currentSession) {
        this.phoneNumbers = phoneNumbers;
        this.currentSession = currentSession;
    }

    @POST
    @Operation(operationId = "phoneNumber", summary = "Fetch and store the user's phone number, by code or by encrypted data")
    @APIResponseSchema(PhoneNumber.class)
    @APIResponse(responseCode = "422", ref = "Problem422")
    @APIResponse(responseCode = "429", ref = "Problem429")
    @APIResponse(responseCode = "502", ref = "Problem502")
    public Uni<PhoneNumber> phoneNumber(@NotNull(message = "is required") @Valid PhoneNumberRequest body) {
        return phoneNumbers.fetchAndStore(currentSession.get(), body);
    }

    /**
     * The result of the button: a code or, from older versions, encrypted data.
     *
     * @param code or null
     * @param encryptedData base64, or null
     * @param iv base64 of 16 bytes, or null
     */
    record PhoneNumberRequest(
            @Pattern(regexp = "[ -~]{1,128}", message = "must be 1 to 128 visible ASCII characters or spaces") Secret code,
            Secret encryptedData,
            Secret iv) {
    }
}
