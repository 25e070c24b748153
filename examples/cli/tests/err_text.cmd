printf 'yi,vi\n0.1,0.1\n0.2,abc\n' | "$tausq" fit -
