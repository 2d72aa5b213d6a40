package io.wxsession.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A unit file of systemd, or an addition to one. */
record SystemdUnit(List<String> lines) {

    static SystemdUnit read(String name) throws IOException {
        return new SystemdUnit(Files.readAllLines(Path.of("docker/systemd", name)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
    }

    /** What stands after the name, in the order of the lines. */
    List<String> values(String name) {
        return lines.stream().filter(line -> line.startsWith(name + '=')).map(line -> line.substring(name.length() + 1))
                .toList();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        values("Environment").forEach(variable -> {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1]);
        });
        return environment;
    }
}
