#include "gui/client/cbor_reader.hpp"

#include <QCborArray>
#include <QCborMap>
#include <QCborStreamReader>
#include <QCoreApplication>

namespace forlopp::console {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("CborReader", text);
}

class Reader {
 public:
  Reader(const QByteArray& bytes, const CborLimits& limits)
      : reader_{bytes}, limits_{limits}, bytes_{bytes.size()} {}

  CborDocument run() {
    QCborValue value = read(0);
    if (error_.isEmpty() && reader_.currentOffset() < bytes_)
      fail(tr("there are bytes after the end of the document"));
    if (!error_.isEmpty()) return {{}, error_};
    return {value, {}};
  }

 private:
  void fail(const QString& what) {
    if (error_.isEmpty()) error_ = tr("At byte %1 %2.").arg(reader_.currentOffset()).arg(what);
  }

  /// True if the reader stands at something that can be read.
  bool sound() {
    if (error_.isEmpty() && reader_.lastError() != QCborError::NoError)
      fail(tr("it is no CBOR: %1").arg(reader_.lastError().toString()));
    return error_.isEmpty();
  }

  QCborValue read(int depth) {
    while (sound() && reader_.isTag()) reader_.next();
    if (!sound()) return {};
    if (reader_.isArray()) return read_array(depth);
    if (reader_.isMap()) return read_map(depth);
    if (reader_.isString()) return read_string();
    if (reader_.isByteArray()) return read_bytes();
    return read_simple();
  }

  bool enter(int depth) {
    if (depth >= limits_.depth) fail(tr("it is nested too deeply"));
    if (sound() && !reader_.enterContainer()) fail(tr("a container does not open"));
    return sound();
  }

  void leave() {
    if (sound() && !reader_.leaveContainer()) sound();
  }

  QCborValue read_array(int depth) {
    QCborArray array;
    if (!enter(depth)) return {};
    while (sound() && reader_.hasNext()) array.append(read(depth + 1));
    leave();
    return array;
  }

  QCborValue read_map(int depth) {
    QCborMap map;
    if (!enter(depth)) return {};
    while (sound() && reader_.hasNext()) {
      if (!reader_.isString()) fail(tr("a key is no text"));
      if (map.size() >= limits_.members) fail(tr("a map has too many members"));
      if (!sound()) return {};
      const QString key = read_string().toString();
      const QCborValue value = read(depth + 1);
      if (!map.contains(key)) map.insert(key, value);
    }
    leave();
    return map;
  }

  bool fits() {
    if (!sound()) return false;
    const qsizetype size = reader_.currentStringChunkSize();
    if (size > bytes_) fail(tr("a text ends after the end of the document"));
    return sound();
  }

  QCborValue read_string() {
    QString text;
    while (fits()) {
      const auto chunk = reader_.readString();
      if (chunk.status == QCborStreamReader::Error) break;
      if (chunk.status == QCborStreamReader::EndOfString) return text;
      text += chunk.data;
    }
    if (sound()) fail(tr("a text does not end"));
    return {};
  }

  QCborValue read_bytes() {
    QByteArray bytes;
    while (fits()) {
      const auto chunk = reader_.readByteArray();
      if (chunk.status == QCborStreamReader::Error) break;
      if (chunk.status == QCborStreamReader::EndOfString) return bytes;
      bytes += chunk.data;
    }
    if (sound()) fail(tr("bytes do not end"));
    return {};
  }

  QCborValue read_simple() {
    QCborValue value;
    if (reader_.isInteger())
      value = reader_.toInteger();
    else if (reader_.isBool())
      value = reader_.toBool();
    else if (reader_.isDouble())
      value = reader_.toDouble();
    else if (reader_.isFloat())
      value = double{reader_.toFloat()};
    else if (reader_.isFloat16())
      value = double{float{reader_.toFloat16()}};
    else if (reader_.isNull() || reader_.isUndefined())
      value = nullptr;
    else
      fail(tr("there is a value of no known kind"));
    if (sound()) reader_.next();
    return value;
  }

  QCborStreamReader reader_;
  CborLimits limits_;
  qsizetype bytes_;
  QString error_{};
};

}  // namespace

CborDocument read_cbor(const QByteArray& bytes, const CborLimits& limits) {
  if (bytes.size() > limits.bytes) return {{}, tr("It is larger than %1 bytes.").arg(limits.bytes)};
  return Reader{bytes, limits}.run();
}

}  // namespace forlopp::console
