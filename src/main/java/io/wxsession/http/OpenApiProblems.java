package io.wxsession.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;

/**
 * Adds the possible problems to each operation of the OpenAPI document, derived from {@link ProblemCode} and the operation.
 * Production has neither the document nor the types that this class needs, and never loads it.
 */
@OpenApiFilter(RunStage.BUILD)
public class OpenApiProblems implements OASFilter {

    private static final String PREFIX = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems()
                .forEach(
                        (path, item) -> item.getOperations().forEach((method, operation) -> describe(path, method, operation)));
        Set<String> used = api.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream())
                .map(APIResponse::getRef)
                .filter(Objects::nonNull)
                .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        Arrays.stream(ProblemCode.values()).collect(Collectors.groupingBy(ProblemCode::status)).forEach((status, codes) -> {
            if (used.contains(PREFIX + status)) {
                api.getComponents().addResponse(PREFIX + status, response(codes));
            }
        });
    }

    private static APIResponse response(List<ProblemCode> codes) {
        MediaType media = OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Problem"));
        codes.forEach(code -> media.addExample(code.code(), example(code)));
        Content content = OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, media);
        String description = codes.stream().map(code -> "`" + code.code() + "`").collect(Collectors.joining(", "));
        return OASFactory.createAPIResponse().description(description).content(content);
    }

    private static Example example(ProblemCode code) {
        Problem problem = Problem.of(code);
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("type", problem.getType());
        value.put("title", problem.getTitle());
        value.put("status", problem.getStatus());
        value.put("detail", problem.detail());
        value.put("code", problem.getCode());
        if (problem.getAction() != null) {
            value.put("action", problem.getAction());
        }
        return OASFactory.createExample().summary(code.title()).value(value);
    }

    private static void describe(String path, HttpMethod method, Operation operation) {
        if (operation.getSecurity() == null) {
            operation.setSecurity(new ArrayList<>());
        }
        boolean oauth = OauthError.appliesTo(path);
        for (int status : statuses(path, method, operation)) {
            String code = Integer.toString(status);
            if (!operation.getResponses().hasAPIResponse(code) || isEmpty(operation, code)) {
                operation.getResponses().addAPIResponse(code,
                        OASFactory.createAPIResponse().ref(oauth ? "OauthError" : PREFIX + status));
            }
        }
    }

    /** A response that Quarkus derived from annotations alone has no content. */
    private static boolean isEmpty(Operation operation, String code) {
        APIResponse known = operation.getResponses().getAPIResponse(code);
        return known.getRef() == null && known.getContent() == null;
    }

    private static Set<Integer> statuses(String path, HttpMethod method, Operation operation) {
        Set<Integer> statuses = new LinkedHashSet<>();
        boolean hasBody = operation.getRequestBody() != null;
        if (hasBody || operation.getParameters() != null && !operation.getParameters().isEmpty()) {
            statuses.add(400);
        }
        if (!operation.getSecurity().isEmpty()) {
            statuses.addAll(List.of(400, 401, 403));
        }
        if (path.startsWith("/internal/") || OauthError.appliesTo(path)) {
            statuses.add(429);
        }
        if (path.contains("{") || path.startsWith("/internal/")) {
            statuses.add(404);
        }
        if (hasBody) {
            statuses.addAll(OauthError.appliesTo(path) ? List.of(413) : List.of(413, 415));
        }
        // Also refused where nothing would read the body.
        if (!OauthError.appliesTo(path) && (method == HttpMethod.POST || method == HttpMethod.PUT)) {
            statuses.add(415);
        }
        if (!path.startsWith("/.well-known")) {
            statuses.add(503);
        }
        return statuses;
    }
}
