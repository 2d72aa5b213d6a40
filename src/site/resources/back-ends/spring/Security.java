package orders;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

@Configuration
class Security {

    @Bean
    SecurityFilterChain filters(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.opaqueToken(Customizer.withDefaults()))
                .addFilterBefore(unavailable(), BearerTokenAuthenticationFilter.class)
                .build();
    }

    /** Without this, Spring answers 401 when the introspection fails, and the phone would log in again. */
    private static Filter unavailable() {
        return (request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } catch (AuthenticationServiceException e) {
                request.getServletContext().log("introspection failed", e);
                ((HttpServletResponse) response).setStatus(503);
                ((HttpServletResponse) response).setHeader("Retry-After", "2");
            }
        };
    }
}
