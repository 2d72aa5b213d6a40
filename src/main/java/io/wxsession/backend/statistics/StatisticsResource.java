package io.wxsession.backend.statistics;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.quarkus.vertx.http.runtime.security.annotation.BasicAuthentication;
import io.smallrye.mutiny.Uni;
import io.wxsession.backend.AuthorizedUsers;
import io.wxsession.backend.statistics.StatisticsStore.DayCounts;
import io.wxsession.security.ServiceClient;

/** Numbers of users and sessions of an app. */
@Path("/internal/v1/stats")
@BasicAuthentication
@RolesAllowed(ServiceClient.STATS)
@Tag(name = "Apps")
@SecurityRequirement(name = "serviceClient")
public class StatisticsResource {

    private static final String DAYS = "[1-9]|[1-9][0-9]|[1-3][0-9][0-9]|400";

    private final StatisticsStore statistics;
    private final AuthorizedUsers users;

    StatisticsResource(StatisticsStore statistics, AuthorizedUsers users) {
        this.statistics = statistics;
        this.users = users;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "statistics", summary = "Numbers of users and sessions, and of new and active users per day")
    public Uni<StatisticsResponse> statistics(@RestQuery String appId,
            @RestQuery @DefaultValue("30") @Pattern(regexp = DAYS, message = "must be a number from 1 to 400") String days) {
        String app = users.app(appId);
        return Uni.combine().all()
                .unis(statistics.counts(app), statistics.days(app, Integer.parseInt(days)))
                .with((counts, each) -> new StatisticsResponse(app, counts.users(), counts.registered(), counts.bound(),
                        counts.activeSessions(), each));
    }

    record StatisticsResponse(String appId, long users, long registered, long bound, long activeSessions,
            List<DayCounts> days) {
    }
}
