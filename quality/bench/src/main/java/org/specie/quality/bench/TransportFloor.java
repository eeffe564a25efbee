package org.specie.quality.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The baseline of the transport: the same frames over one TCP connection, with no TLS. */
final class TransportFloor {
  private static final int BUFFER = 64 << 10;

  private final double framesPerSecond;
  private final double roundTripMicros;

  TransportFloor(int size, int millis, int roundTrips) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket one = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket two = server.accept()) {
      one.setTcpNoDelay(true);
      two.setTcpNoDelay(true);
      Thread echo = Thread.ofVirtual().start(() -> echo(two));
      DataOutputStream out = out(one.getOutputStream());
      DataInputStream in = in(one.getInputStream());
      byte[] frame = new byte[size];
      flood(out, in, frame, millis);
      framesPerSecond = flood(out, in, frame, millis);
      double[] micros = new double[roundTrips];
      for (int i = -roundTrips; i < roundTrips; i++) {
        long start = System.nanoTime();
        write(out, frame, 1);
        out.flush();
        in.readNBytes(in.readInt());
        in.readByte();
        micros[Math.max(0, i)] = (System.nanoTime() - start) / 1e3;
      }
      Arrays.sort(micros);
      roundTripMicros = micros[roundTrips / 2];
      one.shutdownOutput();
      echo.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("nobody interrupts a measurement", e);
    }
  }

  double framesPerSecond() {
    return framesPerSecond;
  }

  double roundTripMicros() {
    return roundTripMicros;
  }

  private static double flood(DataOutputStream out, DataInputStream in, byte[] frame, int millis)
      throws IOException {
    long start = System.nanoTime();
    long until = start + TimeUnit.MILLISECONDS.toNanos(millis);
    long sent = 1;
    for (; System.nanoTime() < until; sent++) {
      write(out, frame, 0);
    }
    write(out, frame, 1);
    out.flush();
    in.readNBytes(in.readInt());
    in.readByte();
    return sent * 1e9 / (System.nanoTime() - start);
  }

  private static void write(DataOutputStream out, byte[] frame, int answer) throws IOException {
    out.writeInt(frame.length);
    out.write(frame);
    out.writeByte(answer);
  }

  private static void echo(Socket socket) {
    try {
      DataInputStream in = in(socket.getInputStream());
      DataOutputStream out = out(socket.getOutputStream());
      for (int first = in.read(); first >= 0; first = in.read()) {
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        byte[] frame = in.readNBytes(length);
        if (in.readByte() == 1) {
          write(out, frame, 0);
          out.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataInputStream in(InputStream in) {
    return new DataInputStream(new BufferedInputStream(in, BUFFER));
  }

  private static DataOutputStream out(OutputStream out) {
    return new DataOutputStream(new BufferedOutputStream(out, BUFFER));
  }
}
