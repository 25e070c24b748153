printf 'yi,vi\n0.1,0.1\n0.2,-0.2\n' | "$tausq" fit -
