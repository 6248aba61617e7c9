#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace forlopp::console {

/// What file a person is asked for.
struct FileQuestion {
  enum class What : quint8 {
    to_read,
    to_write,  ///< Whether one that exists is to be replaced is asked.
    to_make,   ///< Whoever makes it refuses one that exists.
  };
  QString name{};  ///< Of the dialog's object.
  QString title{};
  QString kind{};  ///< `Recordings`
  QString suffix{};
  What what = What::to_read;
  QString proposed{};
};

/// Asks above this window, and tells which file was chosen; nothing if none. The dialog is not
/// modal: HALT stays in reach. To ask again while it is open brings it forward.
void open_file_dialog(QWidget& window, const FileQuestion& question,
                      std::function<void(const QString& path)> then);

}  // namespace forlopp::console
