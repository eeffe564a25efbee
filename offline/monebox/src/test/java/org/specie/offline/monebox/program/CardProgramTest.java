package org.specie.offline.monebox.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.offline.monebox.MonEbox;
import org.specie.offline.simulator.CardProgram;
import org.specie.quality.requirements.Requirement;

/** The applet's class files, held to what 51.1 allows. */
@Requirement("R108")
class CardProgramTest {
  private static final String PACKAGE = "org/specie/offline/monebox/";
  private static final String APPLET = PACKAGE + "MonEbox";
  private static final CardProgram CARD = CardProgram.of(MonEbox.class);

  /** Members of the Java Card 3.0.4 API that the applet uses; each was looked up there. */
  private static final Set<String> API =
      Set.of(
          "java/lang/Object.<init>",
          "javacard/framework/APDU.getBuffer",
          "javacard/framework/APDU.getIncomingLength",
          "javacard/framework/APDU.getOffsetCdata",
          "javacard/framework/APDU.getProtocol",
          "javacard/framework/APDU.receiveBytes",
          "javacard/framework/APDU.sendBytesLong",
          "javacard/framework/APDU.setIncomingAndReceive",
          "javacard/framework/APDU.setOutgoing",
          "javacard/framework/APDU.setOutgoingLength",
          "javacard/framework/Applet.<init>",
          "javacard/framework/ISOException.throwIt",
          "javacard/framework/JCSystem.beginTransaction",
          "javacard/framework/JCSystem.commitTransaction",
          "javacard/framework/JCSystem.makeTransientByteArray",
          "javacard/framework/JCSystem.makeTransientShortArray",
          "javacard/framework/Util.arrayCompare",
          "javacard/framework/Util.arrayCopy",
          "javacard/framework/Util.arrayCopyNonAtomic",
          "javacard/framework/Util.arrayFillNonAtomic",
          "javacard/framework/Util.getShort",
          "javacard/framework/Util.setShort",
          "javacard/security/AESKey.clearKey",
          "javacard/security/AESKey.isInitialized",
          "javacard/security/AESKey.setKey",
          "javacard/security/ECKey.setA",
          "javacard/security/ECKey.setB",
          "javacard/security/ECKey.setFieldFP",
          "javacard/security/ECKey.setG",
          "javacard/security/ECKey.setK",
          "javacard/security/ECKey.setR",
          "javacard/security/ECPrivateKey.clearKey",
          "javacard/security/ECPublicKey.getW",
          "javacard/security/ECPublicKey.setW",
          "javacard/security/KeyAgreement.generateSecret",
          "javacard/security/KeyAgreement.getInstance",
          "javacard/security/KeyAgreement.init",
          "javacard/security/KeyBuilder.buildKey",
          "javacard/security/KeyPair.<init>",
          "javacard/security/KeyPair.genKeyPair",
          "javacard/security/KeyPair.getPrivate",
          "javacard/security/MessageDigest.doFinal",
          "javacard/security/MessageDigest.getInstance",
          "javacard/security/MessageDigest.reset",
          "javacard/security/MessageDigest.update",
          "javacard/security/RSAPublicKey.setExponent",
          "javacard/security/RSAPublicKey.setModulus",
          "javacard/security/RandomData.generateData",
          "javacard/security/RandomData.getInstance",
          "javacard/security/Signature.getInstance",
          "javacard/security/Signature.init",
          "javacard/security/Signature.sign",
          "javacard/security/Signature.update",
          "javacard/security/Signature.verify",
          "javacardx/crypto/Cipher.doFinal",
          "javacardx/crypto/Cipher.getInstance",
          "javacardx/crypto/Cipher.init");

  /** What makes objects, in the API. */
  private static final Set<String> MAKERS =
      Set.of("getInstance", "buildKey", "makeTransientByteArray", "makeTransientShortArray");

  private final List<ClassModel> program =
      CARD.classFiles().values().stream().map(ClassFile.of()::parse).toList();

  @Test
  void usesTheApiOfJavaCard304() {
    Set<String> used = new TreeSet<>();
    for (ClassModel model : program) {
      model
          .constantPool()
          .forEach(
              entry -> {
                if (entry instanceof MemberRefEntry member && !isOurs(member)) {
                  used.add(member.owner().asInternalName() + "." + member.name().stringValue());
                }
              });
    }

    assertThat(API).containsAll(used);
    assertThat(used).as("members that are listed and not used").containsAll(API);
  }

  @Test
  void knowsNoTypeThatACardDoesNotHave() {
    List<String> findings = new ArrayList<>();
    for (ClassModel model : program) {
      for (FieldModel field : model.fields()) {
        if (!isOnCard(field.fieldTypeSymbol())) {
          findings.add(name(model) + "." + field.fieldName());
        }
      }
      for (MethodModel method : model.methods()) {
        method.methodTypeSymbol().parameterList().stream()
            .filter(type -> !isOnCard(type))
            .forEach(type -> findings.add(name(model, method) + " " + type.displayName()));
        if (!isOnCard(method.methodTypeSymbol().returnType())) {
          findings.add(name(model, method));
        }
      }
    }

    assertThat(findings).isEmpty();
  }

  @Test
  void computesInSixteenBits() {
    List<String> findings = new ArrayList<>();
    forEachCode(
        (owner, method) ->
            method
                .code()
                .ifPresent(
                    code ->
                        CardInstructions.examine(code)
                            .forEach(found -> findings.add(name(owner, method) + ": " + found))));

    assertThat(findings).isEmpty();
  }

  /** Converters take class files of old versions; the sources give them. */
  @Test
  void compilesAsJavaEight(@TempDir Path classes) throws IOException {
    List<File> sources = new ArrayList<>();
    for (String name : CARD.classFiles().keySet()) {
      sources.add(new File("src/main/java/" + name + ".java"));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    boolean compiled;
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "--release",
              "8",
              "-classpath",
              System.getProperty("java.class.path"),
              "-d",
              classes.toString());
      compiled =
          compiler
              .getTask(
                  null,
                  files,
                  diagnostics,
                  options,
                  null,
                  files.getJavaFileObjectsFromFiles(sources))
              .call();
    }

    assertThat(compiled).as("%s", diagnostics.getDiagnostics()).isTrue();
  }

  /** State lies in arrays, so that there is one way to write it. */
  @Test
  void changesNoFieldAfterInstallation() {
    List<String> findings = new ArrayList<>();
    forEachCode(
        (owner, method) -> {
          for (CodeElement element : elements(method)) {
            if (element instanceof FieldInstruction field
                && (field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.PUTSTATIC)
                && !method.methodName().stringValue().startsWith("<")) {
              findings.add(name(owner, method) + " writes " + field.name());
            }
          }
        });

    assertThat(findings).isEmpty();
  }

  @Test
  void allocatesNothingAfterInstallation() {
    Map<String, Set<String>> calls = new LinkedHashMap<>();
    Set<String> makers = new HashSet<>();
    forEachCode(
        (owner, method) -> {
          Set<String> called = calls.computeIfAbsent(name(owner, method), _ -> new HashSet<>());
          for (CodeElement element : elements(method)) {
            switch (element) {
              case NewObjectInstruction _ -> makers.add(name(owner, method));
              case NewPrimitiveArrayInstruction _ -> makers.add(name(owner, method));
              case NewReferenceArrayInstruction _ -> makers.add(name(owner, method));
              case InvokeInstruction call -> {
                called.add(call.owner().asInternalName() + "." + call.name() + call.type());
                if (MAKERS.contains(call.name().stringValue())) {
                  makers.add(name(owner, method));
                }
              }
              default -> {}
            }
          }
        });
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    calls.keySet().stream()
        .filter(name -> name.startsWith(APPLET + "."))
        .filter(name -> name.contains(".process(") || name.contains("select("))
        .forEach(open::add);
    assertThat(open).hasSizeGreaterThanOrEqualTo(2);
    while (!open.isEmpty()) {
      String name = open.remove();
      if (reached.add(name)) {
        open.addAll(calls.getOrDefault(name, Set.of()));
      }
    }

    reached.retainAll(makers);
    assertThat(reached).isEmpty();
    assertThat(makers).as("installation makes objects").isNotEmpty();
  }

  private interface CodeVisitor {
    void visit(ClassModel owner, MethodModel method);
  }

  private void forEachCode(CodeVisitor visitor) {
    for (ClassModel model : program) {
      for (MethodModel method : model.methods()) {
        visitor.visit(model, method);
      }
    }
  }

  private static List<CodeElement> elements(MethodModel method) {
    return method.code().map(code -> code.elementList()).orElse(List.of());
  }

  private static boolean isOurs(MemberRefEntry member) {
    return member.owner().asInternalName().startsWith(PACKAGE);
  }

  private static boolean isOnCard(ClassDesc type) {
    if (type.isArray()) {
      return !type.componentType().isArray() && isOnCard(type.componentType());
    }
    if (type.isPrimitive()) {
      return switch (type.descriptorString()) {
        case "B", "S", "Z", "V" -> true;
        default -> false;
      };
    }
    return !type.descriptorString().equals("Ljava/lang/String;");
  }

  private static String name(ClassModel model) {
    return model.thisClass().asInternalName();
  }

  private static String name(ClassModel model, MethodModel method) {
    return name(model) + "." + method.methodName() + method.methodType();
  }
}
