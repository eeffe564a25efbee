package org.specie.quality.requirements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes down how each test that names a row of docs/requirements.md ended. JUnit finds this
 * listener by itself in every module that has the annotation on its test class path, so that no
 * test can name a row and escape the record.
 *
 * <p>The results of a class are removed before it runs and written after it has run: a virtual
 * machine that dies in between leaves its rows unproven instead of proven by an older run.
 */
public final class RequirementRecorder implements TestExecutionListener {
  private final Function<Class<?>, Optional<ResultFolder>> folderOf;
  private final Map<Class<?>, Map<String, TestResult>> running = new HashMap<>();
  private @Nullable TestPlan plan;

  /** The recorder that JUnit's service loader creates. */
  public RequirementRecorder() {
    this(ResultFolder::of);
  }

  RequirementRecorder(Function<Class<?>, Optional<ResultFolder>> folderOf) {
    this.folderOf = folderOf;
  }

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public synchronized void executionStarted(TestIdentifier identifier) {
    if (source(identifier) instanceof ClassSource source) {
      begin(source.getJavaClass());
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier identifier, String reason) {
    if (source(identifier) instanceof ClassSource source) {
      begin(source.getJavaClass());
    }
    record(identifier, Outcome.SKIPPED);
    end(identifier);
  }

  @Override
  public synchronized void executionFinished(
      TestIdentifier identifier, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (identifier.isTest()) {
          record(identifier, Outcome.PASSED);
        }
      }
      case ABORTED -> record(identifier, Outcome.SKIPPED);
      case FAILED -> record(identifier, Outcome.FAILED);
    }
    end(identifier);
  }

  private void begin(Class<?> testClass) {
    running.put(testClass, new LinkedHashMap<>());
    folderOf
        .apply(testClass)
        .ifPresent(
            folder -> {
              try {
                folder.clear(testClass.getName());
              } catch (IOException e) {
                throw new UncheckedIOException("cannot clear results of " + testClass, e);
              }
            });
  }

  /** Notes the outcome of a test; that of a class or a template goes to every test below it. */
  private void record(TestIdentifier identifier, Outcome outcome) {
    method(identifier).ifPresent(source -> note(source, outcome));
    if (plan != null) {
      plan.getDescendants(identifier).stream()
          .flatMap(below -> method(below).stream())
          .forEach(source -> note(source, outcome));
    }
  }

  private void note(MethodSource source, Outcome outcome) {
    Class<?> testClass = source.getJavaClass();
    String test = testClass.getName() + "#" + source.getMethodName();
    Map<String, TestResult> results =
        running.computeIfAbsent(testClass, any -> new LinkedHashMap<>());
    for (String row : rows(source)) {
      results.merge(
          row + " " + test,
          new TestResult(row, test, outcome),
          (before, now) -> new TestResult(row, test, before.outcome().and(now.outcome())));
    }
  }

  private void end(TestIdentifier identifier) {
    if (!(source(identifier) instanceof ClassSource source)) {
      return;
    }
    Class<?> testClass = source.getJavaClass();
    Map<String, TestResult> finished = running.remove(testClass);
    if (finished == null || finished.isEmpty()) {
      return;
    }
    Collection<TestResult> results = finished.values();
    folderOf
        .apply(testClass)
        .ifPresent(
            folder -> {
              try {
                folder.write(testClass.getName(), results);
              } catch (IOException e) {
                throw new UncheckedIOException("cannot write results of " + testClass, e);
              }
            });
  }

  /** The method a test comes from; a dynamic test comes from the factory above it. */
  private Optional<MethodSource> method(TestIdentifier identifier) {
    Optional<TestIdentifier> at = Optional.of(identifier);
    while (at.isPresent()) {
      TestSource source = source(at.get());
      if (source instanceof MethodSource method) {
        return Optional.of(method);
      }
      if (source instanceof ClassSource) {
        return Optional.empty();
      }
      at = plan == null ? Optional.empty() : plan.getParent(at.get());
    }
    return Optional.empty();
  }

  private static @Nullable TestSource source(TestIdentifier identifier) {
    return identifier.getSource().orElse(null);
  }

  /** The rows on the method, on its class and on the classes around that. */
  private static Set<String> rows(MethodSource source) {
    List<Requirement> annotations = new ArrayList<>();
    add(annotations, source.getJavaMethod().getAnnotation(Requirement.class));
    Class<?> at = source.getJavaClass();
    while (at != null) {
      add(annotations, at.getAnnotation(Requirement.class));
      at = at.getEnclosingClass();
    }
    Set<String> rows = new LinkedHashSet<>();
    annotations.forEach(annotation -> rows.addAll(List.of(annotation.value())));
    return rows;
  }

  private static void add(List<Requirement> annotations, @Nullable Requirement annotation) {
    if (annotation != null) {
      annotations.add(annotation);
    }
  }
}
