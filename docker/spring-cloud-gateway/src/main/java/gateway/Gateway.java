package gateway;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

import reactor.core.publisher.Mono;

/**
 * /v1/ and /wechat/events/ are public. /api/ is the team's own back end; the gateway asks wxsession first. The rest of wxsession
 * (/auth, /oauth2, /internal, the management port) cannot be reached from outside.
 */
@SpringBootApplication
class Gateway {

    private static final String WXSESSION = System.getenv().getOrDefault("WXSESSION", "http://wxsession:8080");
    private static final String BACK_END = System.getenv().getOrDefault("BACKEND", "http://backend:8080");
    private static final List<String> CLAIMS = List.of("X-Wxs-User", "X-Wxs-App", "X-Wxs-Session", "X-Wxs-Account",
            "X-Wxs-Openid", "X-Wxs-Unionid", "X-Wxs-Assertion");
    /** What a back end could understand differently: empty and dot segments, encoded dots, slashes, backslashes; parameters. */
    private static final Pattern AMBIGUOUS = Pattern.compile("//|/\\.|%2e|%2f|%5c|\\\\|;|%3b", Pattern.CASE_INSENSITIVE);

    private final WebClient wxsession = WebClient.create(WXSESSION);

    @Bean
    RouteLocator routes(RouteLocatorBuilder routes) {
        return routes.routes()
                .route("login", r -> r.path("/v1/**", "/wechat/events/**").uri(WXSESSION))
                .route("api", r -> r.path("/api/**").filters(f -> f.filter(askWxsession())).uri(BACK_END))
                .build();
    }

    /** Forgets what the phone says of itself, in whatever spelling: many back ends read X_Wxs_User as X-Wxs-User. */
    @Bean
    WebFilter forgetClaims() {
        return (exchange, chain) -> {
            ServerHttpRequest request = exchange.getRequest();
            if (AMBIGUOUS.matcher(request.getURI().getRawPath()).find()) {
                exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
                return exchange.getResponse().setComplete();
            }
            return chain.filter(exchange.mutate().request(request.mutate().headers(headers -> {
                List.copyOf(headers.headerNames()).stream().filter(name -> name.toLowerCase(Locale.ROOT).contains("wxs"))
                        .forEach(headers::remove);
            }).build()).build());
        };
    }

    /** The phone's address, and not what it says of it. Spring Cloud Gateway by itself passes on no address. */
    @Bean
    HttpHeadersFilter clientAddress() {
        return (headers, exchange) -> {
            HttpHeaders own = new HttpHeaders(headers);
            own.remove("Forwarded");
            own.set("X-Forwarded-For", exchange.getRequest().getRemoteAddress().getAddress().getHostAddress());
            return own;
        };
    }

    /** To require one mini-program: /auth/verify?appId=&lt;appId&gt;. */
    private GatewayFilter askWxsession() {
        return (exchange, chain) -> wxsession.get().uri("/auth/verify")
                .headers(headers -> List.of("Authorization", "X-WX-Skey", "Cookie")
                        .forEach(name -> headers.addAll(name, exchange.getRequest().getHeaders().getOrEmpty(name))))
                .exchangeToMono(answer -> answer.toEntity(byte[].class))
                .timeout(Duration.ofSeconds(3))
                .onErrorReturn(ResponseEntity.status(503).header("Retry-After", "2").build())
                .flatMap(answer -> answer.getStatusCode().value() == 200
                        ? chain.filter(withClaims(exchange, answer.getHeaders()))
                        : refuse(exchange, answer));
    }

    private static ServerWebExchange withClaims(ServerWebExchange exchange, HttpHeaders answer) {
        return exchange.mutate().request(request -> request.headers(headers -> CLAIMS.forEach(name -> {
            String value = answer.getFirst(name);
            headers.set(name, value == null ? "" : value);
        }))).build();
    }

    /** Refusals of wxsession reach the phone as they are. */
    private static Mono<Void> refuse(ServerWebExchange exchange, ResponseEntity<byte[]> answer) {
        var response = exchange.getResponse();
        response.setStatusCode(answer.getStatusCode());
        List.of("WWW-Authenticate", "Retry-After", "Content-Type", "Cache-Control")
                .forEach(name -> response.getHeaders().addAll(name, answer.getHeaders().getOrEmpty(name)));
        return answer.hasBody() ? response.writeWith(Mono.just(response.bufferFactory().wrap(answer.getBody())))
                : response.setComplete();
    }

    public static void main(String[] args) {
        SpringApplication.run(Gateway.class, args);
    }
}
