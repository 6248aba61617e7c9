#include "gui/client/recording.hpp"

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <array>
#include <optional>

#include "gui/client/cbor_reader.hpp"
#include "gui/client/messages.hpp"
#include "switch/mgmt/protocol/words.hpp"

namespace forlopp::console {
namespace {

using Kind = RecordedItem::Kind;

constexpr qint64 message_bytes_max = CborLimits{}.bytes;

QString tr(const char* text) {
  return QCoreApplication::translate("Recording", text);
}

/// A head of CBOR (RFC 8949, 3): what kind of item, and its number or length.
struct Head {
  int major = 0;
  quint64 argument = 0;
  bool is_null() const { return major == 7 && argument == 22; }
};

/// Reads heads from a file, and never more than is there.
class HeadReader {
 public:
  explicit HeadReader(QFile& file) : file_{file} {}

  std::optional<Head> next() {
    char first = 0;
    if (!file_.getChar(&first)) return std::nullopt;
    const auto byte = static_cast<quint8>(first);
    const int low = byte & 0x1f;
    Head head{.major = byte >> 5, .argument = static_cast<quint64>(low)};
    if (low < 24) return head;
    if (low > 27) return Head{.major = -1};
    std::array<char, 8> more{};
    const qint64 count = qint64{1} << (low - 24);
    if (file_.read(more.data(), count) != count) return std::nullopt;
    head.argument = 0;
    for (qint64 i = 0; i < count; ++i)
      head.argument = head.argument << 8 | static_cast<quint8>(more.at(static_cast<size_t>(i)));
    return head;
  }

  /// A whole number that fits.
  std::optional<qint64> number() {
    const auto head = next();
    if (!head || (head->major != 0 && head->major != 1)) return std::nullopt;
    if (head->argument > quint64{INT64_MAX}) return std::nullopt;
    const auto value = static_cast<qint64>(head->argument);
    return head->major == 0 ? value : -1 - value;
  }

 private:
  QFile& file_;
};

/// What kind of message it is mostly stands in its first bytes: a map whose first key says so. Of
/// others all is read. Leaves the file after the message.
Kind kind_of_next(QFile& file, qint64 bytes) {
  constexpr qint64 told_by = 7;
  const QByteArray begin = file.peek(std::min(bytes, told_by)).mid(2);
  for (const auto& [key, kind] : {std::pair{"hello", Kind::hello}, std::pair{"frame", Kind::frame}})
    if (begin == key && file.seek(file.pos() + bytes)) return kind;
  const ReadMessage read = read_message(file.read(bytes));
  if (std::holds_alternative<Hello>(read.message)) return Kind::hello;
  return std::holds_alternative<Frame>(read.message) ? Kind::frame : Kind::other;
}

/// The next item; none at the end of the file, or of what makes sense of it.
std::optional<RecordedItem> read_item(QFile& file) {
  HeadReader heads{file};
  const auto array = heads.next();
  if (!array || array->major != 4 || array->argument != 3) return std::nullopt;
  const auto moment = heads.number();
  const auto vtime = moment ? heads.number() : std::nullopt;
  const auto what = vtime ? heads.next() : std::nullopt;
  if (!what || *moment < 0) return std::nullopt;
  RecordedItem item{.moment = *moment, .vtime = *vtime, .offset = file.pos()};
  if (what->is_null()) return item;
  const auto left = static_cast<quint64>(std::max<qint64>(0, file.size() - file.pos()));
  if (what->major != 2 || what->argument > message_bytes_max || what->argument > left)
    return std::nullopt;
  item.bytes = static_cast<qint64>(what->argument);
  item.kind = kind_of_next(file, item.bytes);
  return item;
}

}  // namespace

Recording::Opened Recording::open(const QString& path) {
  std::unique_ptr<Recording> recording{new Recording{path}};
  const QString name = QFileInfo{path}.fileName();
  if (QFileInfo{path}.isDir()) return {{}, tr("%1 is a folder.").arg(name), {}};
  if (!recording->file_.open(QIODevice::ReadOnly))
    return {{}, tr("%1 cannot be read: %2.").arg(name, recording->file_.errorString()), {}};
  const auto magic = QByteArray::fromStdString(std::string{management::recording_magic});
  const QByteArray begin = recording->file_.read(magic.size());
  if (begin.size() < magic.size() || !magic.startsWith(begin.chopped(1)))
    return {{}, tr("%1 is no recording of Forlopp.").arg(name), {}};
  if (begin != magic)
    return {
        {},
        tr("%1 is a recording of version %2; this console reads version %3.")
            .arg(name, QString::fromLatin1(begin.right(1)), QString::fromLatin1(magic.right(1))),
        {}};
  const QString notice = recording->index();
  const auto& items = recording->items_;
  const auto hello = std::ranges::find(items, Kind::hello, &RecordedItem::kind);
  if (std::ranges::find(hello, items.end(), Kind::frame, &RecordedItem::kind) == items.end())
    return {{}, tr("There is nothing in %1 that could be shown.").arg(name), {}};
  return {std::move(recording), {}, notice};
}

/// A sentence, if something is the matter.
QString Recording::index() {
  qint64 whole = file_.pos();
  qint64 moment = 0;
  while (whole < file_.size()) {
    std::optional<RecordedItem> item = read_item(file_);
    if (!item || item->moment < moment)
      return tr("It breaks off at byte %1 of %2.").arg(whole).arg(file_.size());
    moment = item->moment;
    whole = file_.pos();
    items_.push_back(*item);
  }
  return {};
}

QByteArray Recording::message(const RecordedItem& item) {
  if (!file_.seek(item.offset)) return {};
  const QByteArray bytes = file_.read(item.bytes);
  return bytes.size() == item.bytes ? bytes : QByteArray{};
}

}  // namespace forlopp::console
