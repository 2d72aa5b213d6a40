package io.wxsession.config;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

import io.smallrye.config.common.utils.StringUtil;

/** The settings as the source of the interfaces names and describes them. */
public final class ConfigurationSource {

    private static final Path DIRECTORY = Path.of("src/main/java/io/wxsession/config");
    private static final String ROOT = "WxsessionConfig";
    private static final Map<String, String> NAMES_OF_ENTRIES = Map.of("apps", "<name>", "clients", "<id>");

    private final Map<String, List<Member>> members = new HashMap<>();

    private record Member(String name, String type, String defaultValue, String description) {
    }

    private ConfigurationSource() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(DIRECTORY)) {
            List<File> interfaces = sources.filter(file -> file.toString().endsWith("Config.java")).map(Path::toFile).toList();
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-encoding", "UTF-8"), null,
                    files.getJavaFileObjectsFromFiles(interfaces));
            DocTrees documentation = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(documentation).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All settings, in the order of the source. */
    static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        new ConfigurationSource().collect("wxsession", ROOT, settings);
        return settings;
    }

    /** The names of all settings, as patterns that match whatever the operator chooses. */
    public static List<Pattern> keys() {
        return settings().stream().map(setting -> Pattern.compile(setting.key().replaceAll("<\\w+>", "[^.]+"))).toList();
    }

    private void collect(String prefix, String type, List<Setting> settings) {
        for (Member member : members.get(type)) {
            String key = prefix + '.' + StringUtil.skewer(member.name);
            String element = member.type.replaceFirst("^Map<String, (.+)>$", "$1");
            if (members.containsKey(element)) {
                String entry = member.type.equals(element) ? "" : '.' + NAMES_OF_ENTRIES.get(member.name);
                collect(key + entry, element, settings);
            } else {
                settings.add(new Setting(key, member.defaultValue, member.description));
            }
        }
    }

    /**
     * A setting.
     *
     * @param key its name, with {@code <name>} for what the operator chooses
     * @param defaultValue its value if it is not set, empty if there is none
     * @param description what it is, in Markdown
     */
    record Setting(String key, String defaultValue, String description) {

        String row() {
            return "| `%s` | %s | %s |".formatted(key, defaultValue.isEmpty() ? "" : '`' + defaultValue + '`', description);
        }
    }

    private final class Reader extends TreePathScanner<Void, Void> {

        private final DocTrees documentation;

        private Reader(DocTrees documentation) {
            this.documentation = documentation;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            members.put(type.getSimpleName().toString(), new ArrayList<>());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            members.get(type.getSimpleName().toString()).add(new Member(method.getName().toString(),
                    method.getReturnType().toString(), defaultValue(method), description(getCurrentPath())));
            return null;
        }

        private static String defaultValue(MethodTree method) {
            Set<String> values = method.getModifiers().getAnnotations().stream()
                    .filter(it -> it.getAnnotationType().toString().equals("WithDefault")).map(Reader::value)
                    .collect(Collectors.toSet());
            return String.join("", values);
        }

        private static String value(AnnotationTree annotation) {
            Tree argument = annotation.getArguments().get(0);
            Tree value = argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
            return ((LiteralTree) value).getValue().toString();
        }

        private String description(TreePath path) {
            DocCommentTree comment = documentation.getDocCommentTree(path);
            return comment == null ? ""
                    : comment.getFullBody().stream().map(Object::toString).collect(Collectors.joining())
                            .replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\s+", " ").strip();
        }
    }
}
