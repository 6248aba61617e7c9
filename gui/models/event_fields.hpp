#pragma once

#include <QString>
#include <QStringList>

#include "gui/client/messages.hpp"

/// What an event of the exchange says besides its class, number and time; empty, zero or false
/// where it says nothing. A single text may be of any plain value.
namespace forlopp::console {

QString text_of(const Event& event, const char* field);
QStringList texts_of(const Event& event, const char* field);
qint64 number_of(const Event& event, const char* field);
bool holds(const Event& event, const char* field);
/// Of a supervision event: the child's key in the tree.
QString path_of(const Event& event);

}  // namespace forlopp::console
