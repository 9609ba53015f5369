package io.iopulse.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A C function or a Java method with a body.
 *
 * @param lines from the signature to the closing brace
 * @param body without comments and literals; of C only
 */
record Function(String name, int firstLine, int lines, String body) {
    private static final Pattern C_NAME = Pattern.compile("(\\w+)\\s*\\(");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("__attribute__\\s*\\(\\([^;{]*?\\)\\)");

    static List<Function> of(SourceFile file) {
        return file.isJava() ? ofJava(file) : ofC(file);
    }

    private static List<Function> ofC(SourceFile file) {
        String code = blankDirectives(SplitText.of(file.text()).code());
        List<Function> functions = new ArrayList<>();
        int declarationStart = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == ';') {
                declarationStart = i + 1;
            } else if (c == '{') {
                int end = endOfBlock(code, i);
                addFunction(functions, code, declarationStart, i, end);
                if (!code.substring(declarationStart, i).contains("=")) {
                    declarationStart = end + 1;
                }
                i = end;
            }
        }
        return functions;
    }

    private static void addFunction(
            List<Function> functions, String code, int start, int brace, int end) {
        String head = ATTRIBUTE.matcher(code.substring(start, brace)).replaceAll("");
        Matcher name = C_NAME.matcher(head);
        if (!head.stripTrailing().endsWith(")") || !name.find()) {
            return;
        }
        int first = start;
        while (Character.isWhitespace(code.charAt(first))) {
            first++;
        }
        int firstLine = SplitText.lineOf(code, first);
        int lines = SplitText.lineOf(code, end) - firstLine + 1;
        functions.add(
                new Function(name.group(1), firstLine, lines, code.substring(brace, end + 1)));
    }

    private static int endOfBlock(String code, int open) {
        int depth = 0;
        for (int i = open; i < code.length(); i++) {
            depth += code.charAt(i) == '{' ? 1 : code.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return code.length() - 1;
    }

    /** Blanks preprocessor lines and their continuations: their braces need not pair up. */
    private static String blankDirectives(String code) {
        StringBuilder blanked = new StringBuilder(code.length());
        boolean inDirective = false;
        for (String line : code.split("\n", -1)) {
            inDirective = inDirective || line.strip().startsWith("#");
            blanked.append(inDirective ? " ".repeat(line.length()) : line).append('\n');
            inDirective = inDirective && line.endsWith("\\");
        }
        blanked.setLength(code.length());
        return blanked.toString();
    }

    private static List<Function> ofJava(SourceFile file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaText> units = List.of(new JavaText(file));
        JavacTask task =
                (JavacTask)
                        compiler.getTask(null, null, d -> {}, List.of("-proc:none"), null, units);
        try {
            MethodCollector collector = new MethodCollector(Trees.instance(task));
            task.parse().forEach(unit -> collector.scan(unit, unit));
            return collector.found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class MethodCollector extends TreeScanner<Void, CompilationUnitTree> {
        private final SourcePositions positions;
        private final List<Function> found = new ArrayList<>();

        MethodCollector(Trees trees) {
            this.positions = trees.getSourcePositions();
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            if (method.getBody() != null) {
                int first = line(unit, positions.getStartPosition(unit, method));
                int last = line(unit, positions.getEndPosition(unit, method));
                found.add(new Function(method.getName().toString(), first, last - first + 1, ""));
            }
            return super.visitMethod(method, unit);
        }

        private static int line(CompilationUnitTree unit, long position) {
            return (int) unit.getLineMap().getLineNumber(position);
        }
    }

    private static final class JavaText extends SimpleJavaFileObject {
        private final String text;

        JavaText(SourceFile file) {
            super(URI.create("string:///" + file.path()), Kind.SOURCE);
            this.text = file.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
